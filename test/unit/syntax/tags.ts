import type { TagSyntax } from '../../../src/syntax/tag-syntax.js';

/** Tags of every shape, for testing the parser by itself; the real definitions stand in language/. */
const list: readonly TagSyntax[] = [
  {
    name: 'if',
    header: { shape: 'condition' },
    body: {
      branches: [
        { name: 'elif', header: { shape: 'condition' }, repeats: true },
        { name: 'else', header: { shape: 'none' }, last: true },
      ],
    },
  },
  {
    name: 'for',
    header: { shape: 'loop' },
    body: { branches: [{ name: 'empty', header: { shape: 'none' }, last: true }] },
  },
  {
    name: 'with',
    header: {
      shape: 'arguments',
      positional: { names: ['value'], min: 0 },
      named: 'any',
      legacyBindings: true,
      clauses: { as: { takes: 'name' } },
    },
    body: {},
  },
  {
    name: 'include',
    header: {
      shape: 'arguments',
      positional: { names: ['template'], min: 1 },
      named: 'none',
      clauses: { with: { takes: 'bindings' }, only: { takes: 'flag' } },
    },
  },
  { name: 'extends', header: { shape: 'arguments', positional: { names: ['template'], min: 1 } } },
  { name: 'block', header: { shape: 'words', min: 1, max: 1, means: 'name' }, body: { endLabel: true } },
  { name: 'comment', header: { shape: 'raw' }, body: { raw: 'skip' } },
  { name: 'verbatim', header: { shape: 'raw' }, body: { raw: 'text' } },
  {
    name: 'autoescape',
    header: { shape: 'words', min: 1, max: 1, choices: ['on', 'off'], means: 'on or off' },
    body: {},
  },
  {
    name: 'cycle',
    header: {
      shape: 'arguments',
      positional: { names: ['value'], min: 1, rest: true },
      clauses: { as: { takes: 'name' }, silent: { takes: 'flag', last: true } },
    },
  },
  {
    name: 'now',
    header: {
      shape: 'arguments',
      positional: { names: ['format'], min: 1 },
      clauses: { as: { takes: 'name' } },
    },
  },
  {
    name: 'deals',
    header: {
      shape: 'arguments',
      named: 'any',
      bareParameters: true,
      parameters: ['for_last_days', 'filter_by', 'order_by', 'order', 'count', 'scope'],
      clauses: { as: { takes: 'name', required: true, last: true } },
    },
  },
  { name: 'filter', header: { shape: 'filters' }, body: {} },
  { name: 'load', header: { shape: 'words', min: 1, max: Number.POSITIVE_INFINITY, means: 'library' } },
  {
    name: 'regroup',
    header: {
      shape: 'arguments',
      positional: { names: ['list'], min: 1 },
      clauses: { by: { takes: 'expression', required: true }, as: { takes: 'name', required: true } },
    },
  },
  {
    name: 'blocktranslate',
    header: {
      shape: 'arguments',
      named: 'none',
      clauses: {
        with: { takes: 'bindings' },
        count: { takes: 'bindings' },
        trimmed: { takes: 'flag' },
        context: { takes: 'expression' },
        asvar: { takes: 'name' },
      },
    },
    body: { branches: [{ name: 'plural', header: { shape: 'none' }, last: true }] },
  },
  {
    name: 'url',
    header: {
      shape: 'arguments',
      positional: { names: ['name'], min: 1, rest: true },
      named: 'any',
      clauses: { as: { takes: 'name' } },
    },
  },
  {
    name: 'firstof',
    header: {
      shape: 'arguments',
      positional: { names: ['value'], min: 1, rest: true },
      clauses: { as: { takes: 'name' } },
    },
  },
  { name: 'spaceless', header: { shape: 'none' }, body: {} },
  { name: 'csrf_token', header: { shape: 'none' } },
];

export const tags: ReadonlyMap<string, TagSyntax> = new Map(list.map((tag) => [tag.name, tag]));
