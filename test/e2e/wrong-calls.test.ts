import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { snippetry, temporaryFolder } from './command.js';

test('a command that is misspelt, and one that is nothing like any', async () => {
  const near = await snippetry(['rendr', 'a.html']);
  expect(near.stderr).toContain('error: there is no command "rendr" [unknown-command]');
  expect(near.stderr).toContain('  help: did you mean render?');
  const far = await snippetry(['publish']);
  expect(far.stderr).toContain('error: there is no command "publish" [unknown-command]');
  expect(far.stderr).toMatch(/ {2}help: commands are .*render/);
  expect([near.code, far.code, near.stdout, far.stdout]).toEqual([2, 2, '', '']);
});

test('an event that is no object, or no JSON', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'event.json'), '["Ann"]');
  const run = (event: string) =>
    snippetry(['render', '-', '--no-config', '--event', event], { cwd: folder, stdin: '{{ event }}' });
  const list = await run('event.json');
  expect(list.stderr).toContain('event.json:1:1: error: the event must be a JSON object');
  const broken = await run('{"name": }');
  expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining('--event:1:10: error')]);
  expect((await run('nowhere.json')).stderr).toContain('nowhere.json');
});

test('a context that is no object', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'context.json'), '["Ann"]');
  const argv = ['render', '-', '--no-config', '--context', 'context.json'];
  const { code, stdout, stderr } = await snippetry(argv, { cwd: folder, stdin: 'Hi' });
  expect(stderr).toContain(
    'context.json:1:1: error: the context must be a JSON object: names and their values [context-not-object]',
  );
  expect([code, stdout]).toEqual([1, '']);
});

test('what nobody foresaw is one line, and no stack', async () => {
  const { code, stdout, stderr } = await snippetry(['render', '-', '--no-config'], {
    stdin: 'Hi',
    now: () => {
      throw new Error('the clock stands still');
    },
  });
  expect(stderr).toContain('this should not have happened: the clock stands still [command-crashed]');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect([code, stdout]).toEqual([1, '']);
});

test('an address in the place of something else does not show its password', async () => {
  const address = 'postgres://me:secret@127.0.0.1:1/crm';
  const hash = 'postgres://127.0.0.1:1#secret@host/crm';
  const slash = 'postgres://127.0.0.1:1/secret@host/crm';
  const escaped = 'postgres://me:"secret\\@127.0.0.1:1/crm';
  for (const argv of [
    [address],
    ['import', address, '--into', 'crm.db'],
    ['import', address, '--into', 'crm.db', '--json'],
    ['import', escaped, '--into', 'crm.db', '--json'],
    ['check', escaped, '--no-config', '--json'],
    ['import', '.', '--into', hash],
    ['render', address, '--no-config'],
    ['render', '-', '--no-config', '--data', slash],
    ['render', '-', '--no-config', '--context', address],
    ['render', '-', '--no-config', '--event', address],
    ['render', '-', '--no-config', '--out', `${address}/x`],
    ['render', '-', '--config', address],
    ['render', '-', '--no-config', '--token-file', address, '--data', 'usercom://acme'],
    ['check', address, '--no-config'],
    ['explain', address, '--no-config'],
    ['extract', address],
    ['crm', '--data', address, '--port', '0'],
    ['crm', '--data', slash, '--port', '0'],
  ]) {
    const { code, stdout, stderr } = await snippetry(argv, { cwd: await temporaryFolder(), stdin: 'Hi' });
    expect([argv, code]).not.toEqual([argv, 0]);
    expect(stdout + stderr).toContain('error');
    expect([argv, stdout + stderr]).toEqual([argv, expect.not.stringContaining('secret')]);
  }
});
