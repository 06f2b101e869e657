import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ListRequest } from '../../../src/data/request.js';
import { importRecords } from '../../../src/sources/import.js';
import { openSource } from '../../../src/sources/open.js';
import { jsonText } from '../../../src/sources/row-value.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';
import { importFiles } from '../../support/killed-import.js';
import { hasPostgres, testDatabase } from '../../support/postgres.js';
import { skipUnless } from '../../support/requires.js';
import { now } from './folder.js';

const all: ListRequest = {
  ...{ kind: 'list', entity: 'deal', where: [], timeZone: 'UTC' },
  order: { field: 'created_at', direction: 1 },
};

async function dealsOf(spec: string): Promise<readonly string[]> {
  const { source } = await openSource(spec, { now });
  const [answer] = (await source?.fetch([all], {})) ?? [];
  await source?.close?.();
  if (!answer || !('rows' in answer)) throw new Error(JSON.stringify(answer));
  return answer.rows.map((row) => jsonText(Object.fromEntries(Object.entries(row).sort()))).sort();
}

skipUnless(await hasPostgres(), 'there is no PostgreSQL server')('import into PostgreSQL', () => {
  test('stores what an import into SQLite stores, and knows the files again', async () => {
    const database = await testDatabase();
    try {
      const folder = await temporaryFolder();
      const file = join(folder, 'crm.db');
      const data = await importFiles(120);
      const options = { now, chunk: 50, rejects: join(folder, 'rejects.jsonl') };
      const stored = await importRecords([data], database.url, options);
      const expected = await importRecords([data], file, options);
      const { diagnostics, ...counts } = stored;
      expect({ ...expected, diagnostics: [] }).toEqual({ ...counts, diagnostics: [] });
      expect(diagnostics.map((one) => one.code)).toContain('malformed-json');
      expect(await dealsOf(database.url)).toEqual(await dealsOf(file));
      const again = await importRecords([data], database.url, options);
      expect(again.diagnostics.map((one) => one.code)).toEqual([
        'import-known',
        'import-known',
        'import-known',
      ]);
    } finally {
      await database.drop();
    }
  });
});
