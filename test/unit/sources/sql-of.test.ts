import { expect, it } from 'vitest';
import { getRequest } from '../../../src/data/keys.js';
import type { DataRequest, ListRequest } from '../../../src/data/request.js';
import { sqlOf } from '../../../src/sources/sql/sqlite.js';

const deals = (id: number, more: Partial<ListRequest> = {}): ListRequest => ({
  kind: 'list',
  entity: 'deal',
  owner: { entity: 'contact', id: String(id) },
  where: [],
  order: { field: 'created_at', direction: -1 },
  limit: 5,
  timeZone: 'UTC',
  fields: ['name', 'ca_string'],
  ...more,
});

const requests: readonly DataRequest[] = [
  deals(1),
  deals(2),
  deals(3, { where: [{ path: ["d'; drop table deals;--"], lookup: 'exact', value: '"; drop table deals' }] }),
  deals(4, { order: { field: 'custom_int', direction: 1 } }),
  getRequest('contact', 'email', 'ann@example.com'),
  {
    kind: 'stats',
    entity: 'deal',
    where: [],
    timeZone: 'UTC',
    of: 'value',
    dateField: 'created_at',
  },
];

it.each(['sqlite', 'postgres'] as const)('shows the statements of %s, one a shape', (dialect) => {
  const statements = sqlOf(requests, dialect);
  expect(statements).toHaveLength(5);
  for (const { sql, parameters } of statements) {
    expect(sql).toMatch(/^select /);
    // Names and values from outside never stand in a statement's text.
    expect(sql).not.toContain('drop');
    expect(parameters.length).toBeGreaterThan(0);
  }
  const first = statements.find(({ sql }) => sql.includes('limit'))?.sql ?? '';
  expect(first).toContain(dialect === 'sqlite' ? 'json_each(?)' : 'lateral');
  // Only what is read, the id, and what is kept as it was sent.
  expect(first).toContain('"d"."name"');
  expect(first).not.toContain('"d"."currency"');
});
