import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Code, catalogue } from '../src/diagnostics/catalogue.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Codes that no template alone can provoke, each with the test that does. */
const elsewhere: Partial<Record<Code, string>> = {};

test('every code of the catalogue is provoked by a case', () => {
  const provoked = new Set([...provokedByCases(), ...Object.keys(elsewhere)]);
  expect(Object.keys(catalogue).filter((code) => !provoked.has(code))).toEqual([]);
});

test('the tests that are named above name their codes', () => {
  const silent = Object.entries(elsewhere).filter(([code, file]) => !mentions(join(here, file), code));
  expect(silent).toEqual([]);
});

test('cases expect only codes that there are', () => {
  expect([...provokedByCases()].filter((code) => !Object.hasOwn(catalogue, code))).toEqual([]);
});

/** The codes in the `--- diagnostics` parts of all case files: `error unknown-filter "uper"`. */
function provokedByCases(): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const path of readdirSync(join(here, 'cases'), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.txt')) continue;
    let inside = false;
    for (const line of readFileSync(join(here, 'cases', path), 'utf8').split('\n')) {
      if (line.startsWith('--- ') || line.startsWith('=== ')) inside = line.startsWith('--- diagnostics');
      else if (inside) {
        const code = line.trim().split(/\s+/)[1];
        if (code !== undefined) codes.add(code);
      }
    }
  }
  return codes;
}

const mentions = (file: string, code: string): boolean =>
  existsSync(file) && readFileSync(file, 'utf8').includes(`'${code}'`);
