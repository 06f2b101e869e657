import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../sources/import.js';
import type { Io } from './io.js';

export interface ProgressBar {
  readonly update: (progress: ImportProgress) => void;
  readonly stop: () => void;
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/**
 * How far an import has come, by the bytes of its files, on standard error; nothing unless that is a terminal
 * that can draw. It has no colours, so that NO_COLOR has nothing to take away.
 */
export function progressBar({ stderr, env }: Io): ProgressBar | undefined {
  if (stderr.isTTY !== true || env.TERM === 'dumb') return undefined;
  const bar = new SingleBar({
    stream: stderr as NodeJS.WritableStream,
    format: '{bar} {percentage}% of {size} | {rows} rows{speed} | {left} left | {file}',
    barCompleteChar: '#',
    barIncompleteChar: '-',
    barsize: 24,
    fps: 5,
    clearOnComplete: true,
    etaBuffer: 50,
    emptyOnZero: true,
    formatValue: (value, _options, type) =>
      type === 'percentage' ? String(value).padStart(3) : String(value),
  });
  const began = performance.now();
  let start: number | undefined;
  return {
    update({ phase, file, bytes, totalBytes, rows }) {
      const seconds = (performance.now() - began) / 1000;
      const shown = {
        size: megabytes(totalBytes),
        rows: rows.toLocaleString('en'),
        speed:
          phase === 'numbering' ? ', looking for the largest id' : `, ${Math.round(rows / seconds)} rows/s`,
        left: remaining(seconds, bytes - (start ?? bytes), totalBytes - bytes),
        file,
      };
      if (start === undefined) bar.start(totalBytes, bytes, shown);
      else bar.update(bytes, shown);
      start ??= bytes;
    },
    stop: () => bar.stop(),
  };
}

/** At the pace so far: 1:05. */
function remaining(seconds: number, done: number, toCome: number): string {
  if (done <= 0) return '?';
  const left = Math.ceil((seconds * toCome) / done);
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
