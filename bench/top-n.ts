import { writeFile } from 'node:fs/promises';
import { count, dealsEach, receivers } from './top-n-deals.js';
import { topNOfPostgres } from './top-n-postgres.js';
import { topNOfSqlite } from './top-n-sqlite.js';

/**
 * The newest five deals for each of 500 receivers with 2,000 deals (DESIGN decision 8): one fetch of our
 * source against 500 executions of one prepared statement, on SQLite and, where a server answers, on
 * PostgreSQL. All read the same columns and decode them by the same function to the same rows.
 */
export async function run(options: { json?: string } = {}): Promise<void> {
  const sqlite = await topNOfSqlite();
  const postgres = await topNOfPostgres();
  if (options.json === undefined) return;
  const report = { receivers, dealsEach, count, sqlite, ...(postgres && { postgres }) };
  await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
}
