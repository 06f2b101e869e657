import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { postgresStore } from '../../src/sources/sql/postgres.js';
import { TriedCrm } from '../support/crm.js';
import { answersOf, crmRequests } from '../support/crm-requests.js';
import { hasPostgres, testDatabase } from '../support/postgres.js';
import { skipUnless } from '../support/requires.js';

skipUnless(await hasPostgres(), 'no PostgreSQL server answers')('a CRM over PostgreSQL', () => {
  const database = testDatabase();
  afterAll(async () => (await database).drop());

  test('answers the same as from memory', async () => {
    const { url } = await database;
    let count = 0;
    await fc.assert(
      fc.asyncProperty(crmRequests, async (requests) => {
        const { store, diagnostics } = await postgresStore(url, { schema: `crm_${count++}` });
        if (!store) throw new Error(diagnostics[0]?.message);
        try {
          const stored = await answersOf(new TriedCrm(store), requests);
          expect(stored).toEqual(await answersOf(new TriedCrm(), requests));
        } finally {
          await store.close();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('makes one record of two requests at once, also in two processes', async () => {
    const { url } = await database;
    const stores = await Promise.all([postgresStore(url), postgresStore(url)]);
    const crms = stores.map(({ store }) => new TriedCrm(store));
    const answers = await Promise.all(
      [0, 1, 0, 1, 0, 1].map((which, index) =>
        crms[which]?.post('/users/update_or_create/', { custom_id: 'one', [`from_${index}`]: true }),
      ),
    );
    expect(answers.map((answer) => answer?.status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await crms[0]?.get('/users/'))?.json).toMatchObject({
      count: 1,
      results: [{ custom_id: 'one', from_0: true, from_3: true, from_5: true }],
    });
    await Promise.all(stores.map(({ store }) => store?.close()));
  });
});
