import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqliteStore } from '../../src/sources/sql/sqlite-store.js';
import { temporaryFolder } from '../contracts/temporary-folder.js';
import { TriedCrm } from '../support/crm.js';
import { answersOf, crmRequests } from '../support/crm-requests.js';

test('a CRM answers the same from SQLite as from memory', async () => {
  const folder = await temporaryFolder();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(crmRequests, async (requests) => {
      const { store, diagnostics } = await sqliteStore(path.join(folder, `${count++}.db`));
      if (!store) throw new Error(diagnostics[0]?.message);
      try {
        const stored = await answersOf(new TriedCrm(store), requests);
        expect(stored).toEqual(await answersOf(new TriedCrm(), requests));
        expect(stored.filter((answer) => answer.startsWith('5'))).toEqual([]);
      } finally {
        await store.close();
      }
    }),
    { numRuns: process.env.HEAVY === '1' ? 150 : 4 },
  );
});
