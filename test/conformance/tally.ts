import type { ConformanceCase } from './case.js';
import type { Verdict } from './run-case.js';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The verdicts of a file, counted: all of them, and those of each tag and filter. */
export class Tally {
  readonly all: Counts = { passed: 0, failed: 0, skipped: 0 };
  readonly tags = new Map<string, Counts>();
  readonly filters = new Map<string, Counts>();

  add(one: ConformanceCase, { kind }: Verdict): void {
    this.all[kind] += 1;
    for (const tag of one.features?.tags ?? []) count(this.tags, tag)[kind] += 1;
    const filters = new Set(one.features?.filters ?? []);
    if (one.filter !== undefined) filters.add(one.filter);
    for (const filter of filters) count(this.filters, filter)[kind] += 1;
  }

  /** `12 passed, 0 failed, 1 skipped` */
  get line(): string {
    return lineOf(this.all);
  }
}

export const lineOf = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

function count(of: Map<string, Counts>, name: string): Counts {
  const known = of.get(name);
  if (known !== undefined) return known;
  const fresh = { passed: 0, failed: 0, skipped: 0 };
  of.set(name, fresh);
  return fresh;
}

/** One row a name, in the order of the alphabet: `  floatformat   71 passed, 2 failed, 0 skipped`. */
export function table(title: string, of: ReadonlyMap<string, Counts>): string {
  const rows = [...of].sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, counts]) => `  ${name.padEnd(width)}  ${lineOf(counts)}`)].join('\n');
}
