import { open, stat } from 'node:fs/promises';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { reasonOf } from '../reason.js';

/** "Snip" in SQLite's application_id: how a file says that it is ours. */
export const applicationId = 0x536e6970;
/** SQLite's user_version: the number of the last migration. */
export const schemaVersion = 3;

/**
 * Looks at a file's header without opening it as a database, so that what is not ours is never touched.
 *
 * @returns what is wrong with it; undefined for a database of ours
 */
export async function refusal(file: string): Promise<Diagnostic | undefined> {
  const where = { source: new SourceText(file, ''), range: { start: 0, end: 0 } };
  const notOurs = (reason: string) => diagnose('database-not-ours', { file, reason }, where);
  try {
    if (!(await stat(file)).isFile()) return notOurs('it is no file');
    const handle = await open(file, 'r');
    const header = Buffer.alloc(100);
    try {
      const { bytesRead } = await handle.read(header, 0, 100, 0);
      if (bytesRead === 0) return notOurs('it is empty');
      if (bytesRead < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
        return notOurs('it is no SQLite database');
      }
    } finally {
      await handle.close();
    }
    if (header.readUInt32BE(68) !== applicationId) return notOurs('it belongs to another application');
    const version = header.readUInt32BE(60);
    if (version > schemaVersion)
      return diagnose('database-newer', { file, version, known: schemaVersion }, where);
    return version < 1 ? notOurs('it is half made') : undefined;
  } catch (error) {
    return diagnose('file-unreadable', { file, reason: reasonOf(error) }, where);
  }
}
