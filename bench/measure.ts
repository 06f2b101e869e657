/** One thing to be timed: `run` does it once. */
export interface Timed {
  readonly name: string;
  run(): unknown;
}

export interface MeasureOptions {
  /** How long one round of one contender takes, about, in milliseconds. */
  readonly roundMs?: number;
  readonly rounds?: number;
}

/**
 * The median time of each, in microseconds. All are warmed up first; then they take turns, each round
 * beginning with another one, so that whatever else the machine does falls on all alike.
 */
export function measure(
  contenders: readonly Timed[],
  options: MeasureOptions = {},
): ReadonlyMap<string, number> {
  const { roundMs = 8, rounds = 61 } = options;
  const repeats = contenders.map((contender) => warmUp(contender, roundMs));
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (round + turn) % contenders.length;
      const contender = contenders[index];
      const count = repeats[index];
      if (contender && count !== undefined) times[index]?.push(timeOf(contender, count));
    }
  }
  return new Map(contenders.map(({ name }, index) => [name, median(times[index] ?? [])]));
}

/** @returns how often it runs in a round */
function warmUp(contender: Timed, roundMs: number): number {
  const until = performance.now() + 600;
  let count = 0;
  const start = performance.now();
  while (performance.now() < until) {
    contender.run();
    count += 1;
  }
  const each = (performance.now() - start) / count;
  return Math.max(1, Math.round(roundMs / each));
}

function timeOf(contender: Timed, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) contender.run();
  return ((performance.now() - start) / count) * 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
