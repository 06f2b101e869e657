import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CommandLine } from '../../../src/cli/command-line.js';
import { processIo } from '../../../src/cli/process-io.js';
import { type Call, program } from '../../../src/cli/program.js';
import { createServer, tokenHash } from '../../../src/server/index.js';
import { filesSource } from '../../../src/sources/files/files-source.js';
import { curlLines } from '../../support/curl.js';

const root = path.join(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

test('the lines of the page answer what it says', async () => {
  const { source } = await filesSource(path.join(root, 'examples/data'), { now: '2025-06-25T00:00:00Z' });
  const server = createServer({
    tenants: [{ name: 'docs', tokenHashes: [tokenHash('token')], engine: { ...(source && { source }) } }],
  });
  const page = read('docs/server.md');
  const lines = curlLines(page);
  expect(lines).toHaveLength(5);
  for (const { method, url, headers, body, after } of lines) {
    const [, status, answer] = /^Answer: (\d+)(?: `(.*)`)?$/m.exec(after) ?? [];
    const filled = Object.entries(headers).map(([name, text]): [string, string] => [
      name,
      text.replace('$TOKEN', 'token'),
    ]);
    const told = await server.fetch(new Request(url, { method, headers: filled, body: body ?? null }));
    expect(`${url} ${told.status}`).toBe(`${url} ${status}`);
    if (answer !== undefined) expect((await told.text()).split('\n')[0]).toBe(answer);
  }
});

/** The words of an instruction in the form of a JSON list. */
const words = (name: string): readonly string[] =>
  JSON.parse(new RegExp(`^${name} (\\[.*\\])$`, 'm').exec(read('Dockerfile'))?.[1] ?? '[]');

test('the container runs our command, as nobody who may do more', async () => {
  const text = read('Dockerfile');
  const last = text.slice(text.lastIndexOf('\nFROM '));
  expect(/^USER (\S+)$/m.exec(last)?.[1]).toBe('node');
  expect(last.indexOf('USER node')).toBeGreaterThan(last.lastIndexOf('COPY '));
  expect(words('ENTRYPOINT')).toEqual(['node', '/app/dist/cli.js']);
  const calls: Call[] = [];
  const command = words('CMD');
  await program(new CommandLine(command), processIo(), (call) => calls.push(call)).parseAsync([...command], {
    from: 'user',
  });
  expect(calls.map((call) => call.command)).toEqual(['serve']);
  const port = command[command.indexOf('--port') + 1];
  expect(text).toContain(`EXPOSE ${port}`);
  expect(/HEALTHCHECK[^\n]*\n(.*)/.exec(text)?.[1]).toContain(`http://127.0.0.1:${port}/healthz`);
});

test('what the container copies is there, and no secret with it', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  expect(copied.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  const ignored = read('.dockerignore').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['.git', '.env*', '*.db', '*.token', 'node_modules']));
});
