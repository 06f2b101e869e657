import { nothingApplied, select } from '../../src/data/select.js';
import type { Row } from '../../src/index.js';
import { memorySource } from '../../src/sources/memory.js';
import { type Entity, jsonText, type Tables } from '../../src/testing/index.js';

/** The service as a test needs it: a `fetch` that answers from tables. */
export function fakeLedger(tables: Tables, broken?: Entity): typeof fetch {
  return async (_, init) => {
    init?.signal?.throwIfAborted();
    const lookups: readonly Lookup[] = JSON.parse(String(init?.body));
    const lists = await Promise.all(lookups.map((one) => (one.entity === broken ? null : find(tables, one))));
    return new Response(jsonText(lists));
  };
}

interface Lookup {
  readonly entity: Entity;
  readonly key?: 'id';
  readonly value?: string;
  readonly owner?: { readonly entity: 'contact' };
  readonly order?: { readonly field: string; readonly direction: 1 | -1 };
  readonly limit?: number;
  readonly zone?: string;
}

/** What a real ledger does in its database. */
async function find(tables: Tables, one: Lookup): Promise<readonly Row[]> {
  const { entity, key, value, owner, order = { field: 'id', direction: 1 }, limit, zone = 'UTC' } = one;
  const list = { kind: 'list', entity, where: [], timeZone: zone, order, ...(owner && { owner }) } as const;
  const byKey = key !== undefined && value !== undefined;
  const [answer] = await memorySource(tables).fetch([byKey ? { kind: 'get', entity, key, value } : list], {});
  const rows = answer && 'rows' in answer ? answer.rows : [];
  if (byKey) return rows;
  return select(rows, { ...list, ...(limit !== undefined && { limit }) }, nothingApplied, () => null);
}
