import { expect, test } from 'vitest';
import { postgresReason } from '../../../src/sources/sql/postgres-errors.js';

test('what the driver refuses before it asks the server is told in words', () => {
  const reason = (message: string) => postgresReason(new Error(message));
  expect(reason('The server does not support SSL connections')).toBe('the server does not speak TLS');
  expect(reason('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string')).toBe(
    'it wants a password: set PGPASSWORD',
  );
  expect(reason('something of tomorrow')).toBe('it failed');
});
