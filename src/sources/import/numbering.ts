import { open } from 'node:fs/promises';
import { models } from '../../data/entities.js';
import { wholeId } from '../rows/row-keys.js';
import type { FileImport } from './file-import.js';
import { readRowFile } from './row-file.js';

/**
 * The largest whole-number id that the rows still to come give themselves. Rows without one are numbered past it, so that a
 * number which was given away is not met again further on: that costs a second reading, of such files alone.
 *
 * @param told is told of the bytes that were read
 */
export async function largestGiven(
  files: readonly FileImport[],
  longest: number,
  told: (bytes: number) => void,
): Promise<number> {
  let largest = 0;
  let before = 0;
  for (const { input, progress: reached } of files) {
    const { path, name, entity, format } = input;
    const handle = await open(path);
    try {
      const options = { name, format, model: models[entity], longest };
      for await (const { rows } of readRowFile(handle, options, reached.place)) {
        for (const { read } of rows) if ('row' in read) largest = Math.max(largest, wholeId(read.row));
        const last = rows.at(-1);
        if (last) told(before + last.end.offset);
      }
    } finally {
      await handle.close();
    }
    before += input.size;
  }
  return largest;
}
