import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './files.js';

/** A file of a chunk. */
export interface MessageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files that are written at one time. */
const atOnce = 16;

/**
 * The files of messages in a folder. Those of a chunk are written aside first and moved in once the journal has the
 * chunk, so that the folder never holds a part of one.
 */
export class MessageFolder {
  constructor(
    readonly folder: string,
    /** Where they are written first: on the same disk. */
    readonly aside: string,
  ) {}

  /** Ends what a killed process left: a chunk of the journal is moved in, any other is taken away. */
  async recover(committed: number): Promise<void> {
    for (const name of await readdir(this.aside)) {
      const index = /^chunk-(\d+)$/.exec(name)?.[1];
      if (index === undefined) continue;
      if (Number(index) <= committed) await this.publish(Number(index));
      else await rm(join(this.aside, name), { recursive: true });
    }
  }

  async stage(index: number, files: readonly MessageFile[]): Promise<void> {
    if (files.length === 0) return;
    const folder = this.#asideOf(index);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    const waiting = files.values();
    const write = async () => {
      for (const file of waiting) await writeNew(join(folder, file.name), file.bytes);
    };
    const writers = await Promise.allSettled(Array.from({ length: atOnce }, write));
    for (const one of writers) if (one.status === 'rejected') throw one.reason;
    await syncFolder(folder);
  }

  async publish(index: number): Promise<void> {
    const folder = this.#asideOf(index);
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      // A chunk without messages has none; whatever else keeps them from being moved must be told.
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const name of names) await rename(join(folder, name), join(this.folder, name));
    await syncFolder(this.folder);
    await rmdir(folder).catch(() => undefined);
  }

  #asideOf(index: number): string {
    return join(this.aside, `chunk-${index}`);
  }
}

/** A message is personal data: only its owner can read it. */
async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
