import type { DataRequest } from '../../data/request.js';
import { postgresCompiler, sqliteCompiler } from './compilers.js';
import { postgresDialect } from './postgres-dialect.js';
import type { Dialect } from './shape.js';
import { SqlSource } from './sql-source.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { schemaVersion } from './sqlite-file.js';

export interface SqlStatement {
  readonly sql: string;
  /** What goes beside it, by the places in its text: `?`, or `$1`. */
  readonly parameters: readonly unknown[];
}

/**
 * The statements by which a SQL source would answer requests; nothing is asked of any database. They are
 * those for rows that the database compares as the engine does, custom attributes of the type of the value
 * that they are held against; where a source meets others, it asks once more, for less.
 *
 * @param options.schema PostgreSQL's, `snippetry` unless given
 * @example sqlOf([getRequest('deal', 'id', '7')], 'sqlite')[0]?.sql // 'select … where "d"."id" in …'
 */
export function sqlOf(
  requests: readonly DataRequest[],
  dialect: Dialect['name'],
  options: { readonly schema?: string } = {},
): readonly SqlStatement[] {
  const { of, compiler } =
    dialect === 'sqlite'
      ? { of: sqliteDialect(schemaVersion), compiler: sqliteCompiler() }
      : { of: postgresDialect(options.schema ?? 'snippetry'), compiler: postgresCompiler() };
  const statements: SqlStatement[] = [];
  const source = new SqlSource(
    {
      dialect: of,
      lines: async (statement) => {
        const { sql, parameters } = statement.compile(compiler);
        statements.push({ sql: sql.replace(/\s+/g, ' ').trim(), parameters });
        return [];
      },
      failed: () => ({ error: 'no database was asked' }),
      close: async () => undefined,
    },
    true,
  );
  // Every statement of a first round is made before any answer is waited for, and no answer asks for a second.
  void source.fetch(requests, {});
  return statements;
}
