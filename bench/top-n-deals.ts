import type { ListRequest, Row } from '../src/data/request.js';
import { select } from '../src/data/select.js';
import type { DataSource } from '../src/data/source.js';
import { median } from './measure.js';

/** What is measured on every database: the newest five deals for each of 500 receivers with 2,000 deals. */
export const receivers = 500;
export const dealsEach = 2_000;
export const count = 5;
const rounds = 31;

export const requests: readonly ListRequest[] = Array.from({ length: receivers }, (_, index) => ({
  kind: 'list',
  entity: 'deal',
  owner: {
    entity: 'contact',
    id: String(index + 1),
    custom_id: `contact-${index + 1}`,
    email: `c${index + 1}@example.com`,
  },
  where: [],
  order: { field: 'created_at', direction: -1 },
  limit: count,
  timeZone: 'UTC',
}));

/** The first receiver's deals; those of all others are made of them within the database. */
export function deal(number: number): Row {
  const at = new Date(Date.UTC(2020, 0, 1) + ((number * 7919) % 1_000_003) * 60_000).toISOString();
  return {
    id: number + 1,
    custom_id: `D-${number + 1}`,
    user_id: 1,
    user_custom_id: 'contact-1',
    name: `Order #${number + 1}`,
    value: number % 500,
    currency: 'USD',
    status: number % 5,
    created_at: at,
    updated_at: at,
    order_method: 'Online',
  };
}

/** All requests by one fetch, and the engine's share of the work. */
export const fetchAll =
  (source: DataSource): Contender =>
  async () => {
    const answers = await source.fetch(requests, {});
    return answers.map((answer, index) => {
      const request = requests[index];
      return request && 'rows' in answer ? select(answer.rows, request, answer.applied, () => null) : [];
    });
  };

export type Contender = () => Promise<unknown>;

export interface Report {
  readonly medianMs: Readonly<Record<string, number>>;
  /** Of our time to that of as many prepared statements with object rows. */
  readonly ratio: number;
  /** That ours runs for all requests together. */
  readonly statements: number;
}

/**
 * Checks that all give the same rows, and prints their median times.
 *
 * @param rivals by what they are called; the first is the one that counts
 */
export async function compare(
  database: string,
  ours: { readonly run: Contender; readonly statements: readonly string[] },
  rivals: Readonly<Record<string, Contender>>,
): Promise<Report> {
  const before = ours.statements.length;
  const expected = JSON.stringify(await ours.run());
  const statements = ours.statements.length - before;
  for (const [name, rival] of Object.entries(rivals)) {
    if (JSON.stringify(await rival()) !== expected) throw new Error(`the rows differ: ${name}`);
  }
  const mine = `our source, ${statements} statement${statements === 1 ? '' : 's'}`;
  const times = await measureAsync({ [mine]: ours.run, ...rivals });
  console.log(
    `newest ${count} deals of ${receivers} receivers × ${dealsEach} deals, ${database}, median of ${rounds}:`,
  );
  const own = times[mine] ?? Number.NaN;
  for (const [name, ms] of Object.entries(times)) {
    const compared = name === mine ? '' : `   ours takes ${(own / ms).toFixed(2)} of it`;
    console.log(`  ${name.padEnd(38)} ${ms.toFixed(1).padStart(6)} ms${compared}`);
  }
  const [first = ''] = Object.keys(rivals);
  return { medianMs: times, ratio: own / (times[first] ?? Number.NaN), statements };
}

/** They take turns, each round beginning with another one; the first rounds warm up and do not count. */
async function measureAsync(
  contenders: Readonly<Record<string, Contender>>,
): Promise<Record<string, number>> {
  const names = Object.keys(contenders);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  const warmUps = 5;
  for (let round = -warmUps; round < rounds; round++) {
    for (const turn of names.keys()) {
      const name = names[(round + warmUps + turn) % names.length] ?? '';
      const start = performance.now();
      await contenders[name]?.();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])]));
}
