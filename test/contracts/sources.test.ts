import { join } from 'node:path';
import type { DataSource } from '../../src/data/source.js';
import { isError } from '../../src/diagnostics/diagnostic.js';
import { formatDiagnostic } from '../../src/diagnostics/frame.js';
import { filesSource } from '../../src/sources/files/files-source.js';
import { importFolder } from '../../src/sources/import.js';
import { memorySource, type Tables } from '../../src/sources/memory.js';
import { sqliteSource } from '../../src/sources/sql/sqlite.js';
import { describeSource } from './source-contract.js';
import { temporaryFolder, writeTables } from './temporary-folder.js';

const now = '2025-06-25T00:00:00Z';

describeSource('memory', async (tables) => memorySource(tables));

for (const format of ['json', 'jsonl'] as const) {
  describeSource(`files, ${format}`, async (tables) => {
    const folder = await temporaryFolder();
    await writeTables(folder, tables, format);
    return opened(await filesSource(folder, { now }));
  });
}

describeSource('SQLite', sqlite, 60);

async function sqlite(tables: Tables): Promise<DataSource> {
  const folder = await temporaryFolder();
  await writeTables(folder, tables, 'json');
  const file = join(folder, 'crm.db');
  opened({ source: memorySource({}), ...(await importFolder(folder, file, { now })) });
  return opened(await sqliteSource(file));
}

function opened({ source, diagnostics }: Awaited<ReturnType<typeof filesSource>>): DataSource {
  const errors = diagnostics.filter(isError);
  if (!source || errors.length > 0) throw new Error(errors.map((one) => formatDiagnostic(one)).join('\n'));
  return source;
}
