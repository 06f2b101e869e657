import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exampleData, snippetry, temporaryFolder } from './command.js';

const template = `{% deals cont=2 order=1 as list %}
{% for deal in list %}{{ deal.name|uper }}:
{% if deal.value &gt; 100 %} big
{% elsif deal.value > 99 %} middling
{% else %} {{ deal.nothing|default:“small” }}
{% endif %}{% endfor %}{{ receiver.<b>email</b> }}
`;

test('six mistakes on six lines are six diagnostics, and their fixes make the template render', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'order.html'), template);

  const printed = await snippetry(['check', 'order.html', '--no-config'], { cwd: folder });
  expect(printed.code).toBe(1);
  expect(printed.stderr.match(/^order\.html:\d+:\d+: error: .*$/gm)).toEqual([
    'order.html:1:10: error: deals has no parameter "cont" [unknown-parameter]',
    'order.html:2:36: error: there is no filter "uper" [unknown-filter]',
    'order.html:3:18: error: an editor wrote &gt; into this tag [entity-in-tag]',
    'order.html:4:4: error: there is no {% elsif %} [foreign-branch]',
    'order.html:5:36: error: curly quotes do not mark text in a tag [curly-quotes]',
    'order.html:6:36: error: HTML stands inside this tag: <b> [markup-in-tag]',
  ]);
  expect(printed.stdout).toBe('1 template checked: 6 errors, 0 warnings\n');

  const { json } = await snippetry(['check', 'order.html', '--no-config', '--json'], { cwd: folder });
  expect(json).toMatchObject({ schema: 1, command: 'check', exit: 1, files: ['order.html'] });
  expect(json.diagnostics.map(({ start }) => start.line)).toEqual([1, 2, 3, 4, 5, 6]);

  const edits = json.diagnostics.flatMap(({ fix }) => fix ?? []);
  const text = await readFile(path.join(folder, 'order.html'), 'utf8');
  await writeFile(path.join(folder, 'order.html'), applied(text, edits));
  const fixed = await snippetry(['check', 'order.html', '--no-config'], { cwd: folder });
  expect([fixed.stderr, fixed.code]).toEqual(['', 0]);

  const argv = ['render', 'order.html', '--no-config', '--data', exampleData, '--to', 'john-doe-01'];
  const rendered = await snippetry(argv, { cwd: folder });
  expect(rendered.code).toBe(0);
  expect(rendered.stdout.replace(/\s+/g, ' ').trim()).toBe(
    'ORDER #12300: small ORDER #12341: middling john.doe@example.com',
  );
});

function applied(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  return result;
}
