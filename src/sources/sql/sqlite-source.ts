import { reasonOf } from '../reason.js';
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
        const reason = reasonOf(error);
        const busy = reason === reasonOf({ code: 'SQLITE_BUSY' });
        return { error: `the database could not be read: ${reason}`, ...(busy && { retryable: true }) };
      },
      close: () => connection.close(),
    });
  }
}
