import { models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import type { StatsRequest } from '../../data/request.js';
import type { StatsGroup } from '../../data/source.js';
import { end, plus } from '../../data/stats.js';
import { compareCodePoints } from '../../values/code-points.js';
import { ExactDecimal, ScaledDecimal } from '../../values/scaled-decimal.js';
import type { StatsLine } from './shape.js';

/** What a database counted, as `summarise` groups it: by currency in capitals, that without one last. */
export function statsGroups(request: StatsRequest, lines: readonly StatsLine[]): readonly StatsGroup[] {
  const field = request.of === undefined ? undefined : fieldNamed(models[request.entity], request.of);
  const groups = new Map<string, StatsGroup>();
  for (const line of lines) {
    const currency = field?.fixedCurrency ?? line.currency?.toUpperCase() ?? '';
    const known = groups.get(currency);
    const group = groupOf(line, currency);
    groups.set(currency, known ? together(known, group) : group);
  }
  return [...groups]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || compareCodePoints(a, b))
    .map(([, group]) => group);
}

function groupOf(line: StatsLine, currency: string): StatsGroup {
  return {
    currency: currency === '' ? null : currency,
    count: line.count,
    values: line.values,
    sum: line.sum === null ? null : new ScaledDecimal(new ExactDecimal(line.sum), line.scale),
    min: decimal(line.min),
    max: decimal(line.max),
    first_at: line.first,
    last_at: line.last,
  };
}

const decimal = (digits: string | null): ScaledDecimal | null =>
  digits === null ? null : (ScaledDecimal.parse(digits) ?? null);

function together(a: StatsGroup, b: StatsGroup): StatsGroup {
  return {
    currency: a.currency,
    count: a.count + b.count,
    values: a.values + b.values,
    sum: either(a.sum, b.sum, plus),
    min: either(a.min, b.min, (x, y) => end(x, y, 1)),
    max: either(a.max, b.max, (x, y) => end(x, y, -1)),
    first_at: either(a.first_at, b.first_at, Math.min),
    last_at: either(a.last_at, b.last_at, Math.max),
  };
}

function either<T>(a: T | null, b: T | null, join: (a: T, b: T) => T): T | null {
  if (a === null) return b;
  return b === null ? a : join(a, b);
}
