import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Range, SourceText } from '../../src/diagnostics/source-text.js';
import type { Node, Tag } from '../../src/syntax/ast.js';
import type { ParseOptions } from '../../src/syntax/options.js';
import { parse } from '../../src/syntax/parse.js';
import { split } from '../../src/syntax/split.js';
import { walk } from '../../src/syntax/walk.js';
import { cpuTime } from '../support/cpu-time.js';
import { tags } from '../unit/syntax/tags.js';

const delimiters = ['{{', '}}', '{%', '%}', '{#', '#}', '<%', '<%=', '<%#', '%>', '-', '{', '}', '<', '%'];
const words = [
  'x',
  'a.b',
  '"s"',
  "'",
  '|',
  ':',
  '|upper',
  '(',
  ')',
  '=',
  '==',
  'a=1',
  'in',
  'not',
  'and',
  'or',
];
const names = [
  'if',
  'endif',
  'elif',
  'else',
  'for',
  'endfor',
  'empty',
  'with',
  'endwith',
  'deals',
  'as',
  'block',
];
const odd = [
  'verbatim',
  'endverbatim',
  'comment',
  'endcomment',
  'end',
  'set',
  'foo',
  'endfoo',
  '“',
  '&quot;',
  '&lt;',
];
const blank = [
  ' ',
  ' ',
  ' ',
  '\n',
  '\u00a0',
  '\u200b',
  '\ud83d',
  '<b>',
  '#if',
  '/if',
  '?',
  '[0]',
  '+',
  '*|A|*',
];
const fragments = fc
  .array(fc.constantFrom(...delimiters, ...words, ...names, ...odd, ...blank), { maxLength: 40 })
  .map((parts) => parts.join(''));
/** Something that looks like a template: tags with anything in them. */
const tagged = fc
  .array(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom(...names, ...odd),
          fc.array(fc.constantFrom(...words, ...names, ' ', ' '), { maxLength: 8 }),
        )
        .map(([name, rest]) => `{% ${name} ${rest.join(' ')} %}`),
      fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((parts) => `{{ ${parts.join('')} }}`),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const text = fc.oneof(fragments, tagged, fc.string({ unit: 'binary' }));
const options = fc.record<Omit<ParseOptions, 'tags'>>(
  {
    dialect: fc.constantFrom('default', 'django'),
    delimiters: fc.constantFrom('both', 'braces', 'angle'),
    passthrough: fc.constantFrom(['<%a*%>'], ['{{{*}}}', '*']),
  },
  { requiredKeys: [] },
);

const runs = { numRuns: 2000 };
const read = (source: string, some: Omit<ParseOptions, 'tags'>) =>
  parse(new SourceText('t', source), { ...some, tags });

describe('any text', () => {
  it('is covered by its pieces, in order', () => {
    fc.assert(
      fc.property(text, options, (source, some) => {
        const { pieces, unclosed } = split(source, some);
        let end = 0;
        for (const piece of pieces) {
          expect(piece.start).toBe(end);
          expect(piece.end).toBeGreaterThan(piece.start);
          end = piece.end;
          if (piece.kind !== 'text') expect(isInside(piece.inside, piece)).toBe(true);
        }
        expect(end).toBe(source.length);
        for (const range of unclosed) expect(isInside(range, { start: 0, end })).toBe(true);
      }),
      runs,
    );
  });

  it('is parsed without a throw, every diagnostic in its place', () => {
    fc.assert(
      fc.property(text, options, (source, some) => {
        const { template, diagnostics } = read(source, some);
        for (const { range, related, fix, message } of diagnostics) {
          expect(isInside(range, template)).toBe(true);
          for (const one of [...(related ?? []), ...(fix ?? [])])
            expect(isInside(one.range, template)).toBe(true);
          expect(message).not.toBe('');
        }
      }),
      runs,
    );
  });

  it('has nodes inside their parents, one after the other', () => {
    fc.assert(
      fc.property(text, options, (source, some) => {
        const { template } = read(source, some);
        checkNodes(template.body, template);
        walk(template, {
          header(header, tag) {
            expect(isInside(header, tag)).toBe(true);
            checkChildren(header);
          },
          node(node) {
            if (node.kind === 'output') {
              expect(isInside(node.expression, node)).toBe(true);
              checkChildren(node.expression);
            }
          },
        });
      }),
      runs,
    );
  });

  it('that can be read keeps every character in its nodes', () => {
    fc.assert(
      fc.property(text, options, (source, some) => {
        const { template, diagnostics } = read(source, some);
        if (diagnostics.some((one) => one.severity === 'error')) return;
        let end = 0;
        for (const node of template.body) {
          expect(node.start).toBe(end);
          end = node.end;
        }
        expect(end).toBe(source.length);
      }),
      runs,
    );
  });
});

const isInside = (inner: Range, outer: Range): boolean =>
  inner.start >= outer.start && inner.end <= outer.end && inner.start <= inner.end;

function checkNodes(nodes: readonly Node[], parent: Range): void {
  let end = parent.start;
  for (const node of nodes) {
    expect(isInside(node, parent)).toBe(true);
    expect(node.start).toBeGreaterThanOrEqual(end);
    end = node.end;
    if (node.kind === 'tag') checkBranches(node);
  }
}

function checkBranches(tag: Tag): void {
  expect(isInside(tag.nameRange, tag.open)).toBe(true);
  for (const branch of tag.branches) {
    expect(isInside(branch, tag)).toBe(true);
    expect(isInside(branch.open, branch)).toBe(true);
    checkNodes(branch.body, { start: branch.open.end, end: branch.end });
  }
}

/** Every range below a node lies inside of it. */
function checkChildren(node: object & Partial<Range>): void {
  for (const child of Object.values(node).flat()) {
    if (typeof child !== 'object' || child === null || !('start' in child)) continue;
    const inner = child as Range;
    expect(isInside(inner, node as Range)).toBe(true);
    checkChildren(inner);
  }
}

describe('time', () => {
  const hostile: readonly (readonly [name: string, make: (n: number) => string])[] = [
    ['{{{{', (n) => '{'.repeat(n)],
    ['{% {%', (n) => '{% '.repeat(n / 3)],
    ['<%<%', (n) => '<%'.repeat(n / 2)],
    ['{{ newline', (n) => '{{\n'.repeat(n / 3)],
    ['closers', (n) => '%}}}#}%>'.repeat(n / 8)],
    ['{{ then text', (n) => `{{${'a'.repeat(n)}`],
    ['{{ "', (n) => `{{ "${'\\"'.repeat(n / 2)} }}`],
    ['spaces in a tag', (n) => `{% if ${' '.repeat(n)} %}`],
    ['spaces in an output', (n) => `{{ a${' '.repeat(n)}b }}`],
    ['words in a tag', (n) => `{% if ${'a '.repeat(n / 2)} %}`],
    ['filters', (n) => `{{ a${'|b'.repeat(n / 2)} }}`],
    ['not', (n) => `{% if ${'not '.repeat(n / 4)}a %}`],
    ['parentheses', (n) => `{% if ${'('.repeat(n)} %}`],
    ['open blocks', (n) => '{% if a %}'.repeat(n / 10)],
    ['stray ends', (n) => '{% endif %}'.repeat(n / 11)],
    ['opened, then other ends', (n) => '{% if a %}'.repeat(n / 20) + '{% endfor %}'.repeat(n / 20)],
    ['crossing', (n) => '{% if a %}{% for b in c %}{% endif %}'.repeat(n / 37)],
    ['unknown tags', (n) => '{% zzz %}'.repeat(n / 9)],
    ['escaped openers', (n) => '&lt;%'.repeat(n / 5)],
    ['merge tags', (n) => '*|A'.repeat(n / 3)],
    ['comments', (n) => '{% comment %}'.repeat(n / 13)],
    ['curly quotes', (n) => `{{ ${'“'.repeat(n)} }}`],
    ['entities', (n) => `{{ ${'&quot;'.repeat(n / 6)} }}`],
    ['passthrough', (n) => '<%a'.repeat(n / 3)],
  ];
  const took = (source: string): number => {
    const start = cpuTime();
    parse(new SourceText('t', source), { tags, passthrough: ['<%a*]]', '<%*a%>'] });
    return cpuTime() - start;
  };

  // Sixteen times the text may take sixteen times as long, with a wide margin for noise; a quadratic
  // reader takes 256 times as long.
  it.each(hostile)('grows with the length only: %s', (_, make) => {
    took(make(8_000));
    const small = Math.max(took(make(8_000)), took(make(8_000)), 2);
    expect(took(make(128_000))).toBeLessThan(small * 100);
  });

  it('reads a megabyte of openers', () => {
    for (const source of ['{'.repeat(1e6), '{% '.repeat(333_333), '<%'.repeat(500_000)]) took(source);
  });
});
