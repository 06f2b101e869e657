import { afterAll } from 'vitest';
import { hasPostgres, type TestDatabase, testDatabase } from '../support/postgres.js';
import { skipUnless } from '../support/requires.js';
import { seedRequests } from './seed-requests.js';

skipUnless(await hasPostgres(), 'no PostgreSQL server answers')('over PostgreSQL', () => {
  let database: TestDatabase;
  afterAll(() => database?.drop());
  seedRequests('PostgreSQL', async () => {
    database = await testDatabase();
    return database.url;
  });
});
