import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hashOfFile, type ListFile, namedRows } from './audience/named-rows.js';
import { SuppressedSet } from './gates.js';

/**
 * Those whom a file names: an address, custom_id or `id:N` a line, or a column or attribute id, custom_id or email.
 *
 * @returns with what cannot be read of it: somebody on such a list would get what they must not
 * @throws what the file system throws
 */
export async function readSuppressed(
  file: ListFile,
): Promise<{ readonly set: SuppressedSet; readonly faults: readonly Diagnostic[]; readonly sha256: string }> {
  const set = new SuppressedSet();
  const faults: Diagnostic[] = [];
  for await (const { rows, broken } of namedRows(file)) {
    for (const { named } of rows) {
      if ('fault' in named) faults.push(named.fault);
      else for (const { key, value } of named.requests) set.add(key === 'id' ? `id:${value}` : value);
    }
    if (broken !== undefined) faults.push(broken);
    if (faults.length > 20) break;
  }
  return { set, faults, sha256: await hashOfFile(file.path) };
}
