import { type RawBuilder, sql } from 'kysely';
import type { RecordModel } from '../../data/model.js';
import type { Row } from '../../data/request.js';
import { Facts } from './facts.js';
import type { PgSession } from './pg.js';
import { codeOf, mayPass, postgresReason } from './postgres-errors.js';
import { postgresReadable } from './postgres-readable.js';
import { encodeRow } from './rows.js';
import { SqlSource } from './sql-source.js';
import type { Refusal, Transaction } from './sql-writer.js';
import { customersOf } from './write-rows.js';

/** How many rows go in one statement. */
const chunk = 1000;

/** The transaction that is open on a session. */
export function postgresTransaction(session: PgSession, schema: string): Transaction {
  const readable = postgresReadable(
    schema,
    (statement) => session.lines(statement),
    async () => undefined,
  );
  const table = (name: string) => sql.id(schema, name);
  const run = async (statement: RawBuilder<unknown>) => {
    await session.lines(statement);
  };
  const remove = (name: string, column: string, keys: readonly (string | number)[]) =>
    run(sql`delete from ${table(name)} where ${sql.ref(column)} = any(${keys.map(String)}::text[])`);
  const removeAll = async (model: RecordModel, keys: readonly (string | number)[]) => {
    await remove(model.plural, 'id', keys);
    if (model.name === 'deal') await remove('deal_customers', 'deal_id', keys);
  };
  const insert = (name: string, columns: readonly Column[], rows: readonly Values[]) => {
    const names = sql.join(columns.map((column) => sql.ref(column.name)));
    const arrays = columns.map(
      ({ type }, index) => sql`${rows.map((row) => row[index] ?? null)}::${sql.raw(type)}[]`,
    );
    return sql`insert into ${table(name)} (${names}) select * from unnest(${sql.join(arrays)})`;
  };
  return {
    source: new SqlSource(readable),
    run,
    atomic: async (work) => {
      await run(sql`savepoint call`);
      try {
        await work();
        await run(sql`release savepoint call`);
      } catch (error) {
        // On a lost connection this fails too; the first error says more.
        await run(sql`rollback to savepoint call`).catch(() => undefined);
        throw error;
      }
    },
    put: async (model, rows) => {
      const facts = new Facts();
      const columns = columnsOf(model);
      for (let from = 0; from < rows.length; from += chunk) {
        const some = rows.slice(from, from + chunk);
        const values = some.map((row) => valuesOf(model, row, facts));
        await removeAll(
          model,
          values.map(([id]) => String(id)),
        );
        await run(insert(model.plural, columns, values));
        const customers = model.name === 'deal' ? customersOf(some, facts) : [];
        if (customers.length > 0)
          await run(insert('deal_customers', customerColumns, customers.map(keysAsText)));
      }
      const known = [...facts].map(([name, fact]) => [model.plural, name, fact]);
      if (known.length > 0) await run(sql`${insert('facts', factColumns, known)} on conflict do nothing`);
    },
    remove: removeAll,
    noteStatement: (key, text) =>
      text === null
        ? sql`delete from ${table('notes')} where key = ${key}`
        : sql`insert into ${table('notes')} (key, text) values (${key}, ${text})
            on conflict (key) do update set text = excluded.text`,
    meaning: refusalOf,
  };
}

interface Column {
  readonly name: string;
  readonly type: 'text' | 'numeric' | 'float8' | 'boolean' | 'json';
}
type Values = readonly (string | number | boolean | null)[];

const text = (name: string): Column => ({ name, type: 'text' });
const customerColumns = ['deal_id', 'contact_id', 'email'].map(text);
const factColumns = ['entity', 'field', 'fact'].map(text);

function columnsOf({ fields }: RecordModel): readonly Column[] {
  const columns: Column[] = [];
  for (const { name, type } of fields) {
    switch (type) {
      case 'integer':
      case 'decimal':
      case 'money':
        columns.push({ name, type: 'numeric' });
        break;
      case 'boolean':
        columns.push({ name, type });
        break;
      case 'datetime':
        columns.push(text(name), { name: `${name}_ms`, type: 'float8' });
        break;
      default:
        columns.push(text(name));
    }
  }
  return [...columns, text('as_sent'), { name: 'attributes', type: 'json' }];
}

/** In the order of `columnsOf`. */
function valuesOf(model: RecordModel, row: Row, facts: Facts): Values {
  const { cells, orders, asSent, attributes } = encodeRow(model, row, facts);
  const values: (string | number | boolean | null)[] = [];
  for (const [index, { type }] of model.fields.entries()) {
    const cell = cells[index] ?? null;
    if (cell === null) values.push(null);
    else values.push(type === 'boolean' ? cell === 1 : String(cell));
    if (type === 'datetime') values.push(orders[index] ?? null);
  }
  return [...values, asSent, attributes];
}

const keysAsText = (cells: readonly (string | number | null)[]): Values =>
  cells.map((cell) => (cell === null ? null : String(cell)));

function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || (codeOf(error) === undefined && !mayPass(error))) return undefined;
  const repeated = codeOf(error) === '23505' && 'constraint' in error && fieldOf(String(error.constraint));
  return {
    reason: postgresReason(error),
    retryable: mayPass(error),
    ...(typeof repeated === 'string' && { repeated }),
  };
}

/** `deals_custom_id`, `product_events_id`: the tables' own names have no such ends. */
const fieldOf = (constraint: string): string | undefined => /_(custom_id|id)$/.exec(constraint)?.[1];
