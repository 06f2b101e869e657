import { SingleBar } from 'cli-progress';
import type { Io } from './io.js';

/** How far something has come. */
export interface Done {
  /** Of `total`, in any unit. */
  readonly done: number;
  readonly total: number;
  /** What the whole is called: `12.3 MB`, `20,000`. */
  readonly size: string;
  /** What stands behind the bar: the pace, and what follows the time that is left. */
  readonly words: readonly string[];
}

export interface ProgressBar {
  /** @param tell is told the seconds since the beginning, for rates */
  readonly update: (tell: (seconds: number) => Done) => void;
  readonly stop: () => void;
}

/**
 * A bar on standard error with the time that is left; nothing unless that is a terminal that can draw. It has no
 * colours, so that NO_COLOR has nothing to take away.
 */
export function progressBar({ stderr, env }: Io): ProgressBar | undefined {
  if (stderr.isTTY !== true || env.TERM === 'dumb') return undefined;
  const bar = new SingleBar({
    stream: stderr as NodeJS.WritableStream,
    format: '{bar} {percentage}% of {size} | {pace} | {left} left{rest}',
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
    update(tell) {
      const seconds = (performance.now() - began) / 1000;
      const { done, total, size, words } = tell(seconds);
      const [pace = '', ...more] = words;
      const left = remaining(seconds, done - (start ?? done), total - done);
      const shown = { size, pace, left, rest: more.map((word) => ` | ${word}`).join('') };
      if (start === undefined) bar.start(total, done, shown);
      else bar.update(done, shown);
      start ??= done;
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
