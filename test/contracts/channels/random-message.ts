import fc from 'fast-check';

/** How an author writes the parts of a message in one channel. */
export interface Hand {
  readonly marks: readonly string[];
  readonly lines: readonly string[];
  readonly code: boolean;
  readonly link?: (target: string, label: string) => string;
}

/** A template, those that it includes, and how many values it prints: `v0`, `v1`, … */
export interface RandomMessage {
  readonly template: string;
  readonly templates: Readonly<Record<string, string>>;
  readonly values: number;
}

const hostile = [
  ...'*_~`[]()<>|&@#:!\\.-+={}"\' \n1a',
  ...[
    '```',
    '<!here>',
    '<@U1>',
    '@channel',
    '#all',
    ':smile:',
    '- ',
    '1. ',
    '> ',
    '>>> ',
    '**',
    '__',
    '||',
    '&amp;',
  ],
  ...[
    'tg://user?id=1',
    'https://x.example/a_b?c=d)',
    '](',
    '{{ v0 }}',
    '{% if %}',
    'Ann',
    ' b ',
    'é',
    '漢',
    '😀',
    '\u202E',
  ],
];

/** Text that formats something in one channel or another, or breaks it. */
export const hostileValue = fc
  .array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(''));

const hole = fc.constant('{{ v }}');
const run = fc.constantFrom(
  '{{ v }}',
  '{{ v }}{{ v }}',
  'one {{ v }}',
  '{{ v }} two',
  'one {{ v }} two {{ v }}',
);
const plain = fc.constantFrom('word', 'two words', 'x, y');

export function randomMessage({ marks, lines, code, link }: Hand): fc.Arbitrary<RandomMessage> {
  const marked = fc
    .tuple(fc.constantFrom(...marks, ''), run, fc.boolean())
    .map(([mark, inner, plus]) => `${mark}${plus && mark !== '' ? `${inner} end` : inner}${mark}`);
  const pieces: fc.Arbitrary<string>[] = [plain, run, marked];
  if (code)
    pieces.push(
      hole.map((one) => `\`${one}\``),
      hole.map((one) => `\`\`\`${one}\`\`\``),
    );
  if (link !== undefined) {
    pieces.push(
      fc
        .constantFrom('{{ v }}', 'https://x.example/{{ v }}')
        .chain((target) => hole.map((label) => link(target, label))),
    );
  }
  const wrapped = fc
    .tuple(
      fc.oneof(...pieces),
      fc.constantFrom('', 'if', 'else', 'for', 'with', 'include', 'firstof', 'filter', 'autoescape'),
    )
    .map(([piece, by]) => wrap(piece, by));
  const line = fc
    .tuple(fc.constantFrom('', '', ...lines), fc.array(wrapped, { minLength: 1, maxLength: 4 }))
    // A block is no part of a line.
    .map(([start, all]) => ({ start, all: all.filter((one) => start === '' || !one.includes('```')) }));
  return fc.array(line, { minLength: 1, maxLength: 5 }).map((all) => {
    const templates: Record<string, string> = {};
    let values = 0;
    const numbered = (text: string) => text.replace(/\bv\b/g, () => `v${values++}`);
    const text = all.map(({ start, all: parts }) => `${start}${parts.join(' ')}`).join('\n');
    const template = numbered(text).replace(/«(.*?)»/g, (_, inner: string) => {
      const name = `part${Object.keys(templates).length}.txt`;
      templates[name] = inner;
      return `{% include "${name}" %}`;
    });
    return { template, templates, values };
  });
}

/** The same text by way of a tag: what it prints must not depend on that. */
function wrap(piece: string, by: string): string {
  switch (by) {
    case 'if':
      return `{% if yes %}${piece}{% endif %}`;
    case 'else':
      return `{% if no %}word{% else %}${piece}{% endif %}`;
    case 'for':
      return `{% for one in once %}${piece}{% endfor %}`;
    case 'with':
      return `{% with other=1 %}${piece}{% endwith %}`;
    case 'autoescape':
      return `{% autoescape on %}${piece}{% endautoescape %}`;
    case 'include':
      return `«${piece}»`;
    case 'firstof':
      return piece.replaceAll('{{ v }}', '{% firstof v as kept %}{{ kept }}');
    case 'filter':
      return piece.replaceAll('{{ v }}', '{% filter cut:"\u0000" %}{{ v }}{% endfilter %}');
    default:
      return piece;
  }
}
