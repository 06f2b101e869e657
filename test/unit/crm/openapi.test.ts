import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { TriedCrm } from '../../support/crm.js';

interface Operation {
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security: readonly object[];
  readonly requestBody?: object;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

const crm = new TriedCrm();
const document = JSON.parse(await (await crm.app.request('/openapi.json')).text()) as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

test('the document is valid OpenAPI 3.1, and there without a token', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('it has every address that is served, and no other', async () => {
  const documented = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\/$/, '')}`),
  );
  const served = crm.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '/openapi.json')
    .map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(documented.sort()).toEqual([...new Set(served)].sort());
  expect(documented).toContain('POST /api/public/deals/update_or_create');
});

test('every operation names its security, its parameters and the errors that it may answer', () => {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const statuses = Object.keys(operation.responses);
      expect(statuses, `${method} ${path}`).toEqual(expect.arrayContaining(['401', '429', '500']));
      if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415']));
      expect(operation.security).toHaveLength(1);
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = operation.parameters?.filter((one) => one.in === 'path').map(({ name }) => name) ?? [];
      expect(named).toEqual(parts);
    }
  }
});

test('the schemas are those that requests are checked by', () => {
  const text = JSON.stringify(document);
  expect(text).toContain('"event_type":{"type":"string","enum":["add to cart","purchase"');
  expect(text).toContain('"status":{"type":["integer","null"],"enum":[0,1,2,3,4,null]');
});
