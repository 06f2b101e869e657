import type { ImportProgress } from '../sources/import.js';
import type { Done } from './progress-bar.js';

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** How far an import has come, by the bytes of its files. */
export const importDone =
  ({ phase, file, bytes, totalBytes, rows }: ImportProgress) =>
  (seconds: number): Done => {
    const speed =
      phase === 'numbering' ? ', looking for the largest id' : `, ${Math.round(rows / seconds)} rows/s`;
    const words = [`${rows.toLocaleString('en')} rows${speed}`, file];
    return { done: bytes, total: totalBytes, size: megabytes(totalBytes), words };
  };
