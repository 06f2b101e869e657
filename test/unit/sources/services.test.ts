import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GetRequest } from '../../../src/data/request.js';
import { openSource } from '../../../src/sources/open.js';
import type { Credentials } from '../../../src/sources/services.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';
import { withServer } from '../../support/fake-service.js';
import { now } from './folder.js';

const folder = await temporaryFolder();

const everything = {
  USERCOM_TOKEN: 'SECRET-1',
  COUNTERTOP_API_KEY: 'SECRET-2',
  COUNTERTOP_DEPARTMENT_ID: 'dep-1',
};
const complaints = async (spec: string, { environment = everything, ...rest }: Credentials = {}) => {
  const { source, diagnostics } = await openSource(spec, { now, environment, ...rest });
  expect(source === undefined).toBe(diagnostics.length > 0);
  expect(JSON.stringify(diagnostics)).not.toContain('SECRET');
  return diagnostics.map(({ code, message, help }) => `${code}: ${message}${help ? ` (${help})` : ''}`);
};

describe('the services that --data names', () => {
  it.each([
    'usercom://acme',
    'usercom://acme/',
    'USERCOM://acme',
    'usercom+http://127.0.0.1:1',
    'usercom+https://crm.example/api/public/',
    'countertop://dep-1',
    'countertop://',
    'countertop+http://127.0.0.1:1',
  ])('open without being asked anything: %s', async (spec) => {
    expect(await complaints(spec)).toEqual([]);
  });

  it.each([
    'usercom://',
    'usercom://a.b',
    'usercom://ann:SECRET@acme',
    'usercom+https://ann:SECRET@acme/',
    'usercom+http://',
  ])('are no address: %s', async (spec) => {
    expect(await complaints(spec)).toEqual([
      'service-address: this is no address of User.com (write usercom://SUBDOMAIN, or usercom+https://HOST)',
    ]);
  });

  it('want their credentials, and of a kind that can be sent', async () => {
    expect(await complaints('usercom://acme', { environment: {} })).toEqual([
      'credential-missing: User.com wants to be given a token (set USERCOM_TOKEN in the environment, or give --token-file FILE)',
    ]);
    expect(
      await complaints('countertop+https://c.example', { environment: { COUNTERTOP_API_KEY: 'k' } }),
    ).toEqual([
      'credential-missing: Countertop wants to be given a department id (set COUNTERTOP_DEPARTMENT_ID in the environment)',
    ]);
    expect(await complaints('usercom://acme', { environment: { USERCOM_TOKEN: 'SECRET\nX: y' } })).toEqual([
      'credential-unusable: what is given to User.com as a token can be none (it is one line of visible ASCII characters without spaces)',
    ]);
  });

  it('take a token from a file', async () => {
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'SECRET-3\n', { mode: 0o600 });
    const seen: unknown[] = [];
    const request: GetRequest = { kind: 'get', entity: 'contact', key: 'id', value: '1' };
    const answers = await withServer(
      ({ headers, url }, response) => {
        seen.push(url, headers.authorization, headers['x-api-key'], headers['x-department-id']);
        response.end(url?.includes('users') ? '{"id": 1}' : '{"data": []}');
      },
      async (address) => {
        const options = { now, environment: { COUNTERTOP_DEPARTMENT_ID: 'dep-1' }, tokenFile };
        const usercom = await openSource(`usercom+${address}`, options);
        const countertop = await openSource(`countertop+${address}`, options);
        return [await usercom.source?.fetch([request], {}), await countertop.source?.fetch([request], {})];
      },
    );
    expect(answers).toMatchObject([[{ rows: [{ id: 1 }] }], [{ rows: [] }]]);
    expect(seen).toEqual([
      '/api/public/users/1/',
      'Token SECRET-3',
      undefined,
      undefined,
      '/api/v1/integration/deals?per_page=100',
      undefined,
      'SECRET-3',
      'dep-1',
    ]);
    expect(await complaints('usercom://acme', { tokenFile: join(folder, 'nowhere') })).toEqual([
      `file-unreadable: ${join(folder, 'nowhere')} cannot be read: there is no such file or folder`,
    ]);
  });
});
