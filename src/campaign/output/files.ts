import { open } from 'node:fs/promises';

/** Makes what was renamed or made in a folder last through a loss of power; no matter where that cannot be done. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
