import { reasonOf } from '../reason.js';
import { isBusy } from './failure.js';
import type { Connection } from './libsql.js';
import { SqlSource } from './sql-source.js';
import { sqliteDialect } from './sqlite-dialect.js';

/** A source over an open SQLite file of ours. */
export class SqliteSource extends SqlSource {
  constructor(readonly connection: Connection) {
    super({
      dialect: sqliteDialect(connection.version()),
      lines: async (statement, signal) => {
        signal?.throwIfAborted();
        return connection.read(statement).map(([line]) => JSON.parse(String(line)));
      },
      failed: (error) => {
        const text = `the database could not be read: ${reasonOf(error)}`;
        return { error: text, ...(isBusy(error) && { retryable: true }) };
      },
      close: () => connection.close(),
    });
  }
}
