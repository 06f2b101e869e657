import { type Kysely, type Migration, sql } from 'kysely';

/** What programs keep beside the records: how far an import has come. */
export const notes: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table notes (key text primary key, text text not null) without rowid`.execute(db);
    await sql`pragma user_version = 2`.execute(db);
  },
};
