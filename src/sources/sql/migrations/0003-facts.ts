import { type Kysely, type Migration, sql } from 'kysely';
import { entities, models } from '../../../data/entities.js';
import type { Row } from '../../../data/request.js';
import type { AnyDatabase } from '../libsql.js';
import { whole } from '../projection.js';
import { decodeRow } from '../rows.js';
import { writeRows } from '../write-rows.js';

/** How many rows are held at once. */
const page = 1000;

/**
 * What is kept as it was sent gets a column of its own, so that a reader who wants no custom attribute need
 * not read them all; and what is known of all rows is said in more words than "inexact" (see ../facts.ts).
 */
export const facts: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table facts (entity text, field text, fact text, primary key (entity, field, fact)) without rowid`.execute(
      db,
    );
    await sql`drop table inexact_fields`.execute(db);
    for (const entity of entities) {
      await sql`alter table ${sql.table(models[entity].plural)} add column as_sent text`.execute(db);
    }
    for (const entity of entities) await rewrite(db as Kysely<AnyDatabase>, entity);
    await sql`pragma user_version = 3`.execute(db);
  },
};

/** Writing may put rows behind all others: those up to the last of the old ones are to be done, each once. */
async function rewrite(db: Kysely<AnyDatabase>, entity: (typeof entities)[number]): Promise<void> {
  const model = models[entity];
  const table = sql.table(model.plural);
  const last = await sql<{ rid: number | null }>`select max(rid) as rid from ${table}`.execute(db);
  const end = last.rows[0]?.rid ?? 0;
  let done = 0;
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${table} where rid > ${done} and rid <= ${end} order by rid limit ${page}`.execute(db);
    if (rows.length === 0) return;
    done = Number(rows.at(-1)?.rid);
    const decoded = rows.map((row): Row => {
      const cells = [...model.fields.map(({ name }) => row[name]), null, row.attributes];
      return decodeRow(whole(model), cells);
    });
    await writeRows(db, new Map([[entity, decoded]]));
  }
}
