import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { po } from 'gettext-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine, loadCatalogues, type PlacedMessage, parsePo, potOf } from '../../../src/index.js';

const polish = `# a catalogue
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 "
"|| n%100>14) ? 1 : 2);\\n"

#: a.html:1
msgid "Thank you"
msgstr "Dziękuję"

msgctxt "verb"
msgid "Open"
msgstr "Otwórz"

#, python-format
msgid "One item"
msgid_plural "%(n)s items"
msgstr[0] "%(n)s rzecz"
msgstr[1] "%(n)s rzeczy"
msgstr[2] "%(n)s rzeczy (wiele)"

#, fuzzy
msgid "Maybe"
msgstr "Nie"

msgid "Later"
msgstr ""

#~ msgid "Old"
#~ msgstr "Stare"
`;

describe('parsePo', () => {
  it('reads what msgfmt would', async () => {
    const { '': header, ...messages } = await parsePo(polish);
    expect(header).toContain('nplurals=3');
    expect(messages).toEqual({
      'Thank you': 'Dziękuję',
      'verb\u0004Open': 'Otwórz',
      'One item': ['%(n)s rzecz', '%(n)s rzeczy', '%(n)s rzeczy (wiele)'],
    });
  });

  it('reads bytes in the charset of the header', async () => {
    const text =
      'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"\n\nmsgid "a"\nmsgstr "?"\n';
    const bytes = Buffer.from(text);
    bytes[text.indexOf('?')] = 0xb1;
    expect((await parsePo(bytes)).a).toBe('ą');
    expect((await parsePo(Buffer.from('msgid "a"\nmsgstr "ą"\n'))).a).toBe('ą');
  });

  it('takes the rule of Germanic languages where there is none, as gettext does', async () => {
    expect((await parsePo('msgid "a"\nmsgstr "b"\n'))['']).toContain('plural=(n != 1)');
  });
});

describe('loadCatalogues', () => {
  let folder = '';
  const write = async (name: string, text: string) => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'catalogues-'));
    await write('pl/LC_MESSAGES/django.po', polish);
    await write('pl/LC_MESSAGES/djangojs.po', 'msgid "Script"\nmsgstr "Skrypt"\n');
    await write('pl/more.json', '{"Thank you": "inaczej", "Bye": "Pa"}');
    await write('pt_BR.po', 'msgid "Yes"\nmsgstr "Sim"\n');
    await write('de.json', '{"Yes": "Ja", "item": ["Ding", "Dinge"]}');
    await write('messages.pot', 'msgid "Yes"\nmsgstr ""\n');
    await write('README.md', 'no catalogue');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads the layouts of gettext and flat files, the first to say something', async () => {
    const catalogues = await loadCatalogues(folder);
    expect(Object.keys(catalogues).sort()).toEqual(['de', 'pl', 'pt-br']);
    expect(catalogues.pl).toMatchObject({ 'Thank you': 'Dziękuję', Bye: 'Pa' });
    expect(catalogues.pl).not.toHaveProperty('Script');
    const engine = new Engine({ catalogues, locale: 'pl' });
    const template = engine.compile(
      '{% blocktranslate count n=5 %}One item{% plural %}{{ n }} items{% endblocktranslate %}',
    );
    expect(template.renderSync()).toBe('5 rzeczy (wiele)');
  });

  it('names the file that is no catalogue', async () => {
    await write('fr.json', '["no"]');
    await expect(loadCatalogues(folder)).rejects.toThrow(/fr\.json is no catalogue: it must be an object/);
    await write('fr.json', '{');
    await expect(loadCatalogues(folder)).rejects.toThrow(/fr\.json is no catalogue/);
    await rm(path.join(folder, 'fr.json'));
    await expect(loadCatalogues(path.join(folder, 'nowhere'))).rejects.toThrow(/no such file/);
  });
});

const template = `{# Translators: the greeting #}
<p>{% translate "Hello" %} {% translate "Bye" %}</p>
{% comment %}
 Some words.
 Translators: on the button,
 so be short
{% endcomment %}

{% trans "Save 5%" context "button" as b %}{{ x|default:_("none") }}
{% blocktranslate with name=user.name trimmed %}
  Dear {{ name }},
  all of it
{% endblocktranslate %}
{% blocktranslate count n=2 context "cart" %}One{% plural %}{{ n }}{% endblocktranslate %}
{% translate variable %}{% translate "lost" context c %}{% translate "Hello" noop %}
{% blocktrans %}two
"lines"{% endblocktrans %}
`;

describe('messages of templates', () => {
  const { messages, diagnostics } = new Engine().messages(template, { name: 'a.html' });

  it('are found in the order of the source, with what comments say', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(messages.map(({ range: _, notes, ...message }) => [message, ...notes])).toEqual([
      [{ id: 'Hello' }, 'Translators: the greeting'],
      [{ id: 'Bye' }],
      [{ id: 'Save 5%%', context: 'button' }, 'Translators: on the button,', 'so be short'],
      [{ id: 'none' }],
      [{ id: 'Dear %(name)s, all of it' }],
      [{ id: 'One', plural: '%(n)s', context: 'cart' }],
      [{ id: 'Hello' }],
      [{ id: 'two\n"lines"' }],
    ]);
  });

  const placed: readonly PlacedMessage[] = messages.map((message, line) => ({
    ...message,
    file: 'a.html',
    line,
  }));

  it('go through gettext and back', async () => {
    const pot = await potOf(placed);
    const { translations, headers } = po.parse(pot);
    expect(headers['Content-Type']).toMatch(/charset=utf-8/i);
    expect(translations['']?.Hello).toMatchObject({
      msgstr: [''],
      comments: { reference: 'a.html:0\na.html:6', extracted: 'Translators: the greeting' },
    });
    expect(translations.button?.['Save 5%%']).toMatchObject({
      msgctxt: 'button',
      comments: { flag: 'python-format' },
    });
    expect(translations.cart?.One).toMatchObject({ msgid_plural: '%(n)s', msgstr: ['', ''] });
    expect(translations['']?.['two\n"lines"']?.comments?.flag).toBeUndefined();
  });

  it('make the same file each time, in the order of the templates', async () => {
    const ids = ['10', '2', 'b', 'a'].map((id, line) => ({
      id,
      notes: [],
      range: { start: 0, end: 0 },
      file: 'f',
      line,
    }));
    const pot = await potOf(ids);
    expect(pot.match(/^msgid ".+"$/gm)).toEqual(['msgid "10"', 'msgid "2"', 'msgid "b"', 'msgid "a"']);
    expect(await potOf(ids)).toBe(pot);
  });

  it('are what the render looks up', async () => {
    const filled = po.parse(await potOf(placed));
    for (const context of Object.values(filled.translations))
      for (const entry of Object.values(context)) {
        if (entry.msgid !== '') entry.msgstr = entry.msgstr.map(() => 'X');
      }
    const catalogues = { de: await parsePo(po.compile(filled)) };
    const text = new Engine({ catalogues, locale: 'de' })
      .compile(template)
      .renderSync({ c: 'c', variable: '' });
    expect(text.replace(/\s+/g, ' ').trim()).toBe('<p>X X</p> X X X lostHello X');
  });
});
