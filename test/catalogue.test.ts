import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Code, catalogue } from '../src/diagnostics/catalogue.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Codes that other tests than the case files provoke: for most, a template alone cannot. */
const elsewhere: Readonly<Record<string, readonly Code[]>> = {
  'e2e/check.test.ts': [
    'missing-command',
    'option-needs-value',
    'missing-operand',
    'surplus-operand',
    'no-template-files',
  ],
  'e2e/render.test.ts': ['unknown-option', 'several-receivers', 'skipped'],
  'e2e/bad-input.test.ts': [
    'missing-option',
    'invalid-time',
    'invalid-time-zone',
    'invalid-locale',
    'invalid-choice',
    'output-is-file',
    'file-unwritable',
    'file-unreadable',
    'malformed-json',
    'source-not-supported',
    'row-without-key',
    'limit-exceeded',
    'unknown-deal',
    'unknown-channel',
    'unknown-tag',
    'unclosed-block',
    'curly-quotes',
    'entity-in-tag',
    'markup-in-tag',
  ],
  'e2e/config.test.ts': [
    'config-failed',
    'config-shape',
    'unknown-setting',
    'invalid-setting',
    'engine-refused',
    'filter-failed',
  ],
  'unit/values/json.test.ts': ['duplicate-key'],
  'e2e/import.test.ts': ['no-such-data'],
  'unit/sources/files.test.ts': [
    'malformed-csv',
    'malformed-cell',
    'not-a-row',
    'repeated-key',
    'unusable-key',
    'unknown-owner',
    'clock-set',
    'unknown-data-file',
    'no-data-files',
  ],
  'unit/sources/import.test.ts': ['database-failed'],
  'unit/sources/sqlite.test.ts': ['database-not-ours', 'database-newer', 'driver-missing'],
  'unit/engine/engine.test.ts': ['not-allowed', 'unknown-argument'],
  'unit/syntax/fixes.test.ts': [
    'unclosed-delimiter',
    'empty-tag',
    'empty-output',
    'unexpected-text',
    'unclosed-string',
    'invisible-character',
    'empty-name',
    'surplus-word',
    'invalid-word',
    'after-last-clause',
    'stray-end',
    'end-label',
    'ignored-text',
    'misplaced-branch',
    'branch-after-last',
    'escaped-delimiters',
    'foreign-operator',
    'operator-spaces',
    'equals-in-condition',
    'foreign-constant',
    'space-at-colon',
    'call-syntax',
    'subscript',
    'arithmetic',
    'ternary',
    'or-in-output',
    'comma-between-arguments',
    'spaces-at-equals',
    'missing-comma',
    'loop-of',
    'foreign-end',
    'foreign-assignment',
    'handlebars-block',
    'triple-braces',
    'unescaped-output',
    'merge-tag',
  ],
  'e2e/six-mistakes.test.ts': ['foreign-branch'],
};

test('every code of the catalogue is provoked by a case', () => {
  const provoked = new Set([...provokedByCases(), ...Object.values(elsewhere).flat()]);
  expect(Object.keys(catalogue).filter((code) => !provoked.has(code))).toEqual([]);
});

test('the tests that are named above name their codes', () => {
  const silent = Object.entries(elsewhere).flatMap(([file, codes]) =>
    codes.filter((code) => !mentions(join(here, file), code)).map((code) => `${file}: ${code}`),
  );
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

const mentions = (file: string, code: Code): boolean =>
  existsSync(file) &&
  readFileSync(file, 'utf8')
    .split(/[^a-z-]+/)
    .includes(code);
