import { afterAll, beforeAll, expect, it } from 'vitest';
import { TagGrammar, tagGrammar } from '../../../src/syntax/grammar.js';
import { tokenize } from '../../../src/syntax/tokens.js';

// The parser library's validation groups by this function, which Node 20 lacks.
const holder = Object as { groupBy?: unknown };
const original = holder.groupBy;

beforeAll(() => {
  holder.groupBy ??= <T>(items: Iterable<T>, keyOf: (item: T, index: number) => PropertyKey) => {
    const groups: Record<PropertyKey, T[]> = Object.create(null);
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index++);
      groups[key] ??= [];
      groups[key].push(item);
    }
    return groups;
  };
});

afterAll(() => {
  if (original === undefined) delete holder.groupBy;
});

it('is a grammar without ambiguities, left recursion or unknown rules', () => {
  expect(() => new TagGrammar(false)).not.toThrow();
});

it('lets no wording of the parser library out', () => {
  const grammar = tagGrammar();
  grammar.begin(tokenize('a b', 'expression'), 'a b', 0);
  grammar.output();
  expect(grammar.errors.map((error) => error.message)).toEqual(['']);
});

it.each([
  ['expression', 'a.0.b|f:"x"', ['Word', 'Pipe', 'Word', 'Colon', 'Text']],
  ['expression', '_("a")', ['Translated']],
  ['expression', '1abc -5 +.5', ['Word', 'SignedNumber', 'Stray', 'Word']],
  ['condition', 'not a in b and c', ['Not', 'Word', 'In', 'Word', 'And', 'Word']],
  ['condition', 'inner or.x', ['Word', 'Word']],
  ['condition', 'a<b', ['Word', 'Stray', 'Word']],
  ['arguments', 'a=1  b', ['Word', 'Equals', 'Word', 'Gap', 'Word']],
  ['loop', 'a , b in c reversed', ['Word', 'Comma', 'Word', 'LoopIn', 'Word', 'Reversed']],
  ['words', 'a-b "c"', ['Bare', 'Gap', 'Bare']],
  ['expression', '"a', ['OpenText']],
] as const)('in mode %s %j is %j', (mode, text, names) => {
  expect(tokenize(text, mode).map((token) => token.tokenType.name)).toEqual(names);
});
