import type { DataPlan, DataRequest } from '../index.js';

/** The databases whose SQL can be shown. */
export const dialects = ['sqlite', 'postgres'] as const;
export type ShownDialect = (typeof dialects)[number];

/** A statement, and what it answers. */
export interface PlacedStatement {
  /** Names that data tags bind, paths of relations. */
  readonly of: readonly string[];
  readonly sql: string;
}

/** The statements that a SQL source would run for a plan: one for all requests of a shape, step by step. */
export async function statementsOf(
  plan: DataPlan,
  dialect: ShownDialect,
): Promise<readonly PlacedStatement[]> {
  const { sqlOf } = await import('../sources/sql/sqlite.js');
  return plan.steps.flatMap(({ asks }) => {
    const found = new Map<string, string[]>();
    for (const ask of asks) {
      const requests: readonly DataRequest[] =
        ask.kind === 'tag' ? (ask.sample ? [ask.sample] : []) : ask.samples;
      const name = ask.kind === 'relation' ? ask.path : ask.name;
      for (const request of requests) {
        const label = request.kind === 'get' && ask.kind !== 'tag' ? `${name} by ${request.key}` : name;
        for (const { sql } of sqlOf([request], dialect)) found.set(sql, [...(found.get(sql) ?? []), label]);
      }
    }
    return [...found].map(([sql, names]) => ({ sql, of: [...new Set(names)] }));
  });
}
