import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Code, catalogue } from '../src/diagnostics/catalogue.js';
import { assertedTexts } from './support/asserted-texts.js';
import { readCases } from './support/case-file.js';
import { mistakes, unmended } from './unit/syntax/mistakes.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Codes that only a file, a database, the command line or the engine's caller can provoke. */
const elsewhere: Readonly<Record<string, readonly Code[]>> = {
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
    'unknown-deal',
    'unknown-channel',
  ],
  'e2e/campaign.test.ts': [
    'receiver-repeated',
    'no-consent',
    'no-address',
    'suppressed',
    'same-address',
    'audience-row',
    'audience-empty',
    'campaign-not-mail',
    'where-not-condition',
    'consent-unknown',
    'output-foreign',
    'campaign-differs',
    'output-changed',
    'campaign-locked',
    'campaign-unwritable',
    'limit-passed',
    'campaign-stopped',
  ],
  'unit/campaign/campaign.test.ts': ['where-failed', 'receiver-unfindable', 'audience-unreadable'],
  'e2e/check.test.ts': [
    'missing-command',
    'option-needs-value',
    'missing-operand',
    'surplus-operand',
    'no-template-files',
  ],
  'e2e/config.test.ts': [
    'config-failed',
    'config-shape',
    'unknown-setting',
    'invalid-setting',
    'engine-refused',
  ],
  'e2e/crm.test.ts': ['invalid-number', 'token-missing', 'token-unusable', 'port-in-use', 'cannot-listen'],
  'e2e/import.test.ts': ['no-such-data'],
  'e2e/messages.test.ts': ['channel-of-message', 'no-such-part'],
  'e2e/serve.test.ts': ['token-readable', 'tenants-shape', 'tenants-have-own'],
  'e2e/render.test.ts': ['unknown-option', 'several-receivers', 'skipped'],
  'e2e/send.test.ts': [
    'smtp-address',
    'smtp-password-in-address',
    'smtp-password-missing',
    'smtp-certificates-missing',
    'smtp-unreachable',
    'smtp-timeout',
    'smtp-certificate',
    'smtp-wrong-protocol',
    'smtp-login-refused',
    'smtp-sender-refused',
    'smtp-recipient-refused',
    'smtp-mail-refused',
    'smtp-broken-off',
    'send-several-receivers',
    'send-subject-of-message',
    'send-not-mail',
  ],
  'unit/campaign/mail/smtp.test.ts': ['smtp-no-encryption'],
  'e2e/wrong-calls.test.ts': ['unknown-command', 'context-not-object', 'command-crashed'],
  'unit/campaign/mail/check-mail.test.ts': ['mail-clipped', 'mail-without-subject'],
  'unit/campaign/mail/compose.test.ts': [
    'mail-empty',
    'mail-address',
    'mail-header',
    'mail-date',
    'mail-message-id',
    'mail-unsubscribe',
  ],
  'unit/campaign/mail/inline-css.test.ts': ['mail-css', 'mail-package-missing'],
  'unit/channels/channels.test.ts': ['message-long'],
  'unit/cli/message-files.test.ts': ['same-file-name'],
  'unit/render/failures.test.ts': ['render-crashed', 'data-in-sync-render'],
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
  'unit/sources/services.test.ts': ['service-address', 'credential-missing', 'credential-unusable'],
  'unit/sources/import-reading.test.ts': ['row-too-long', 'wrong-encoding'],
  'unit/sources/import.test.ts': [
    'database-failed',
    'unreadable-date',
    'not-a-list',
    'import-continued',
    'import-known',
    'import-changed',
    'import-stopped',
    'import-overtaken',
  ],
  'unit/sources/store.test.ts': ['store-not-supported'],
  'unit/sources/sqlite.test.ts': ['database-not-ours', 'database-newer', 'driver-missing'],
  'unit/syntax/fixes.test.ts': ['too-deep'],
  'unit/values/json.test.ts': ['duplicate-key'],
};

/** `error unknown-filter "uper"`, of every case file and of the table of mistakes that fixes.test.ts runs. */
const expectedOfTemplates: readonly string[] = [
  ...readCases(join(here, 'cases')).flatMap(({ diagnostics = [] }) => diagnostics),
  ...[...mistakes, ...unmended].map(([, complaint]) => complaint),
];

const codeOf = (line: string): string => line.split(' ')[1] ?? '';

test('every message of the catalogue is provoked by a test', () => {
  const provoked = new Set([...expectedOfTemplates.map(codeOf), ...Object.values(elsewhere).flat()]);
  expect(Object.keys(catalogue).filter((code) => !provoked.has(code))).toEqual([]);
});

test('the tests that are named above assert their codes', () => {
  const silent = Object.entries(elsewhere).flatMap(([file, codes]) => {
    const words = new Set(
      assertedTexts(file, readFileSync(join(here, file), 'utf8')).flatMap((text) => text.split(/[^a-z-]+/)),
    );
    return codes.filter((code) => !words.has(code)).map((code) => `${file}: ${code}`);
  });
  expect(silent).toEqual([]);
});

test('a code that templates provoke is not named above, and none twice', () => {
  const named = Object.values(elsewhere).flat();
  const provoked = new Set(expectedOfTemplates.map(codeOf));
  expect(named.filter((code, index) => provoked.has(code) || named.indexOf(code) !== index)).toEqual([]);
});

test('cases expect only codes that there are', () => {
  expect(expectedOfTemplates.filter((line) => !Object.hasOwn(catalogue, codeOf(line)))).toEqual([]);
});

test('a code in a comment, a title or what is denied is no assertion', () => {
  const source = [
    "test('in-title', () => { // in-comment",
    "  run('given');",
    "  expect(run('subject')).not.toContain('denied');",
    "  expect(run()).toMatchObject([{ code: 'asserted' }]);",
    '  expect(text).resolves.toContain(`templated`);',
    '});',
    "test.each([['row']])('%s', () => {});",
  ].join('\n');
  expect(assertedTexts('a.test.ts', source)).toEqual(['asserted', 'templated', 'row']);
});
