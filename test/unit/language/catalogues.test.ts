import { describe, expect, it } from 'vitest';
import { Catalogues, type Messages } from '../../../src/language/catalogues.js';

const of = (locale: string, byLanguage: Readonly<Record<string, Messages>>) =>
  new Catalogues(byLanguage).of(locale);

describe('catalogues', () => {
  it('fall back from a region to the language to the message', () => {
    const known = { pt: { a: 'A', b: 'B' }, pt_BR: { a: 'A!' } };
    expect(['a', 'b', 'c'].map((one) => of('pt-BR', known).text(one))).toEqual(['A!', 'B', 'c']);
    expect(of('PT_br', known).text('a')).toBe('A!');
    expect(of('pt-PT', known).text('a')).toBe('A');
    expect(of('es', known).text('a')).toBe('a');
  });

  it('find the script of a country', () => {
    const known = { 'zh-Hans': { a: 's' }, 'zh-Hant': { a: 't' }, sr_Latn: { a: 'l' } };
    expect(of('zh-CN', known).text('a')).toBe('s');
    expect(of('zh-HK', known).text('a')).toBe('t');
    expect(of('sr@latn', known).text('a')).toBe('l');
  });

  it('take any text for a locale: it may come from data', () => {
    for (const locale of ['', '-', '---', 'no such locale', '__proto__', 'x'.repeat(10_000)])
      expect(of(locale, { pl: { a: 'A' } }).text('a')).toBe('a');
  });

  it('know own messages alone', () => {
    const translator = of('pl', { pl: {} });
    expect(translator.text('constructor')).toBe('constructor');
    expect(translator.text('__proto__')).toBe('__proto__');
  });

  it('choose the form by the rule of the catalogue, else by the categories of the language', () => {
    const header = 'Content-Type: text/plain\nPlural-Forms: nplurals=2; plural=(n > 1);\n';
    const french = of('fr', { fr: { '': header, one: ['un', 'des'] } });
    expect([0, 1, 2].map((n) => french.plural('one', 'many', n))).toEqual(['un', 'un', 'des']);
    const polish = of('pl', { pl: { one: ['rzecz', 'rzeczy', 'rzeczy!'] } });
    expect([1, 3, 5].map((n) => polish.plural('one', 'many', n))).toEqual(['rzecz', 'rzeczy', 'rzeczy!']);
    const japanese = of('ja', { ja: { one: ['もの'] } });
    expect([1, 2].map((n) => japanese.plural('one', 'many', n))).toEqual(['もの', 'もの']);
  });

  it('leave a message whose form is missing or empty untranslated', () => {
    const polish = of('pl', { pl: { one: ['rzecz', ''], text: 'tekst' } });
    expect([1, 3, 5].map((n) => polish.plural('one', 'many', n))).toEqual(['rzecz', 'many', 'many']);
    expect(polish.plural('text', 'texts', 1)).toBe('text');
    expect(polish.text('one')).toBe('rzecz');
  });

  it('tell contexts apart', () => {
    const german = of('de', {
      de: { 'verb\u0004Open': 'Öffnen', Open: 'Offen', 'c\u0004one': ['eins', 'viele'] },
    });
    expect(german.text('Open', 'verb')).toBe('Öffnen');
    expect(german.text('Open', 'noun')).toBe('Open');
    expect(german.plural('one', 'many', 2, 'c')).toBe('viele');
    expect(german.plural('one', 'many', 2, 'd')).toBe('many');
  });

  it('look line breaks up as catalogues have them', () => {
    expect(of('de', { de: { 'a\nb': 'A\nB' } }).text('a\r\nb')).toBe('A\nB');
  });

  it('refuse what is no catalogue', () => {
    const wrong = (messages: object) => () => new Catalogues({ pl: messages as Messages });
    expect(wrong({ a: 1 })).toThrow(/"pl" has no text or list of texts for "a"/);
    expect(wrong({ a: [1] })).toThrow(TypeError);
    expect(wrong({ '': 'Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;' })).toThrow(/Plural-Forms/);
  });
});
