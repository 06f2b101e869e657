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
