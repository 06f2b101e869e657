import { type Kysely, type Migration, Migrator } from 'kysely';
import type { AnyDatabase } from './libsql.js';
import { records } from './migrations/0001-records.js';
import { notes } from './migrations/0002-notes.js';
import { facts } from './migrations/0003-facts.js';

/** In code, so that a bundle has them; named so that they sort in the order in which they run. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001_records': records,
  '0002_notes': notes,
  '0003_facts': facts,
};

/** Brings a database to the newest schema. @throws what the migration threw */
export async function migrate(db: Kysely<AnyDatabase>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
