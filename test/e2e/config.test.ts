import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { exampleData, snippetry, temporaryFolder, withoutClock } from './command.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(path.join(folder, 'mail/parts'), { recursive: true });
  await writeFile(path.join(folder, 'mail/hello.html'), '{% include "parts/name.html" %}');
  await writeFile(path.join(folder, 'mail/parts/name.html'), '{{ receiver.first_name|shout }}');
});

const config = (text: string, name = 'snippetry.config.ts') => writeFile(path.join(folder, name), text);

const typescript = `import { defineConfig, defineFilter, FilterError, type Config } from 'snippetry';

const shout = defineFilter({
  name: 'shout',
  doc: 'Upper case, with an exclamation mark.',
  example: { template: '{{ "a"|shout }}', result: 'A!' },
  library: 'mine', input: 'text', result: 'text', paths: 'text', output: 'text', pure: true,
  apply(value): string {
    if (value === '') throw new FilterError('there is nothing to shout');
    return \`\${(value as string).toUpperCase()}!\`;
  },
});

const config: Config = defineConfig({
  templates: './mail',
  data: ${JSON.stringify(exampleData)},
  filters: [shout],
  timeZone: { path: 'receiver.time_zone', fallback: 'UTC' },
});
export default config;
`;

describe('a configuration in TypeScript', () => {
  beforeEach(() => config(typescript));

  test('gives data, templates and a filter to every command', async () => {
    const ran = await snippetry(['render', 'mail/hello.html', '--to', 'john-doe-01'], { cwd: folder });
    expect([ran.code, ran.stdout, withoutClock(ran.stderr)]).toEqual([0, 'JOHN!', '']);
    const checked = await snippetry(['check', 'mail'], { cwd: folder });
    expect(checked).toMatchObject({ code: 0, stderr: '' });
  });

  test('is found from a folder below', async () => {
    const ran = await snippetry(['render', 'hello.html', '--to', 'john-doe-01'], {
      cwd: path.join(folder, 'mail'),
    });
    expect([ran.code, ran.stdout, withoutClock(ran.stderr)]).toEqual([0, 'JOHN!', '']);
  });

  test('shares the classes of the engine: its FilterError is one of ours', async () => {
    await writeFile(path.join(folder, 'mail/hello.html'), '{{ receiver.none|default:""|shout }}');
    const ran = await snippetry(['render', 'mail/hello.html', '--to', 'john-doe-01'], { cwd: folder });
    expect(ran.stderr).toContain(
      'the filter "shout" cannot do this: there is nothing to shout [filter-failed]',
    );
    expect(ran.code).toBe(1);
  });

  test('is left alone with --no-config', async () => {
    await config('throw new Error("it was run");');
    const argv = ['render', 'mail/hello.html', '--to', 'john-doe-01', '--data', exampleData, '--no-config'];
    const ran = await snippetry(argv, { cwd: folder });
    expect(ran.stderr).toContain('there is no filter "shout"');
    expect(ran.code).toBe(1);
  });

  test('gives way to flags', async () => {
    await writeFile(path.join(folder, 'mail/hello.html'), '{% now "H:i" %}');
    const argv = ['render', 'mail/hello.html', '--to', 'john-doe-01', '--now', '2025-06-25T00:00:00Z'];
    expect((await snippetry(argv, { cwd: folder })).stdout).toBe('02:00');
    expect((await snippetry([...argv, '--time-zone', 'Asia/Tokyo'], { cwd: folder })).stdout).toBe('09:00');
  });
});

test('other names and places: .mjs, .js, --config', async () => {
  await writeFile(path.join(folder, 'mail/hello.html'), '{{ none }}');
  for (const [name, argv] of [
    ['snippetry.config.js', []],
    ['snippetry.config.mjs', []],
    ['other/mine.ts', ['--config', 'other/mine.ts']],
  ] as const) {
    await mkdir(path.join(folder, 'other'), { recursive: true });
    await config(`export default { stringIfInvalid: '${name}' };`, name);
    const ran = await snippetry(['render', 'mail/hello.html', ...argv], { cwd: folder });
    expect(ran.stdout).toBe(name);
  }
});

describe('a broken configuration', () => {
  const check = () => snippetry(['check', 'mail'], { cwd: folder });

  test('an unknown setting, with the nearest known one', async () => {
    await config("export default {\n  timezone: 'Europe/Warsaw',\n  templats: './mail',\n};\n");
    const { code, stdout, stderr } = await check();
    expect(stderr).toContain(
      'snippetry.config.ts:2:3: error: the configuration knows no "timezone" [unknown-setting]',
    );
    expect(stderr).toContain('did you mean timeZone?');
    expect(stderr).toContain('snippetry.config.ts:3:3: error: the configuration knows no "templats"');
    expect([code, stdout]).toEqual([1, '']);
  });

  test('a value that cannot be', async () => {
    await config("export default { delimiters: 'brackets', timeZone: 'Mars', filters: {} };");
    const { code, stderr } = await check();
    expect(stderr).toContain(
      `"delimiters" in the configuration must be 'both' or 'braces' or 'angle' [invalid-setting]`,
    );
    expect(stderr).toContain('"timeZone" in the configuration must be an IANA name');
    expect(stderr).toContain('"filters" in the configuration must be a list of what defineFilter makes');
    expect(code).toBe(1);
  });

  test('a mistake in its syntax', async () => {
    await config('export default {\n  templates: ,\n};');
    const { code, stderr } = await check();
    expect(stderr).toMatch(/^snippetry\.config\.ts:2:\d+: error: the configuration cannot be loaded: /);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });

  test('an exception in it', async () => {
    await config(
      'const nothing = undefined as unknown as { a: string };\n\nexport default { locale: nothing.a };',
    );
    const { code, stderr } = await check();
    expect(stderr).toMatch(
      /^snippetry\.config\.ts:3:\d+: error: the configuration cannot be loaded: Cannot read prop/,
    );
    expect(code).toBe(1);
  });

  test('an import that is not there', async () => {
    await config("import x from 'no-such-package';\nexport default x;");
    const { code, stderr } = await check();
    expect(stderr).toContain('it imports "no-such-package", which is not there [config-failed]');
    expect(code).toBe(1);
  });

  test('no object', async () => {
    await config('export default 7;');
    const { code, stderr } = await check();
    expect(stderr).toContain('error: the configuration exports no object [config-shape]');
    expect(code).toBe(1);
  });

  test('a name that is taken', async () => {
    await config(typescript.replace("name: 'shout'", "name: 'upper'"));
    const { code, stderr } = await check();
    expect(stderr).toContain('[engine-refused]');
    expect(code).toBe(1);
  });

  test('a configuration that is not there', async () => {
    const { code, stderr } = await snippetry(['check', 'mail', '--config', 'none.ts'], { cwd: folder });
    expect(stderr).toContain('error: none.ts cannot be read: there is no such file or folder');
    expect(code).toBe(1);
  });
});
