import type { Example, FilterDefinition } from '../src/language/filter.js';
import type { TagDefinition } from '../src/language/tag.js';
import type { HeaderSyntax } from '../src/syntax/tag-syntax.js';

/** Django's reference goes by library; ours comes last. */
const libraries: readonly (readonly [string, string])[] = [
  ['built-in', 'Built-in'],
  ['humanize', 'Humanize'],
  ['i18n', 'Translation'],
  ['l10n', 'Localisation'],
  ['tz', 'Time zones'],
  ['static', 'Static files'],
  ['cache', 'Caching'],
  ['snippetry', "Snippetry's own"],
];

/**
 * The reference of the language as Markdown, made from the definitions alone: each tag and filter with its
 * signature, its meaning, and examples with their results.
 */
export function languageReference(
  tags: readonly TagDefinition[],
  filters: readonly FilterDefinition[],
): string {
  const lines = [
    '# The language: tags and filters',
    '',
    'Made from the definitions in `src/language` by `npm run docs`; a test fails when it is out of date, and every',
    'example is run by another. What templates mean beyond this list stands in the README and in COMPATIBILITY.md.',
    '',
  ];
  for (const [kind, definitions] of [
    ['tags', tags],
    ['filters', filters],
  ] as const) {
    for (const [library, title] of libraries) {
      const some = definitions.filter((one) => one.library === library);
      if (some.length === 0) continue;
      lines.push(`## ${title} ${kind}`, '');
      for (const one of [...some].sort((a, b) => (a.name < b.name ? -1 : 1))) lines.push(...section(one));
    }
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function section(definition: TagDefinition | FilterDefinition): string[] {
  const signature = 'apply' in definition ? filterSignature(definition) : tagSignature(definition);
  const lines = [`### ${definition.name}`, '', code(signature), '', definition.doc, ''];
  const examples: readonly Example[] = Array.isArray(definition.example)
    ? definition.example
    : [definition.example as Example];
  for (const example of examples) lines.push(...exampleLines(example));
  return lines;
}

function exampleLines({ template, templates, context, now, result }: Example): string[] {
  const given = [
    ...(context === undefined ? [] : [`with ${inline(JSON.stringify(context))}`]),
    ...Object.entries(templates ?? {}).map(([name, text]) => `where ${inline(name)} is ${inline(text)}`),
    ...(now === undefined ? [] : [`at ${now}`]),
  ];
  return [`- ${inline(template)}${given.length > 0 ? ` ${given.join(', ')}` : ''} → ${inline(result)}`, ''];
}

function filterSignature({ name, argument, input, result }: FilterDefinition): string {
  const given = argument === undefined ? '' : argument.required ? `:${argument.name}` : `[:${argument.name}]`;
  return `{{ ${input}|${name}${given} }}  →  ${result}`;
}

function tagSignature({ name, header, body }: TagDefinition): string {
  const parts = [`{% ${[name, ...headerWords(header)].join(' ')} %}`];
  if (body !== undefined) {
    parts.push('…');
    for (const branch of body.branches ?? []) {
      const repeats = branch.repeats ? '…' : '';
      parts.push(`[{% ${[branch.name, ...headerWords(branch.header)].join(' ')} %} …]${repeats}`);
    }
    parts.push(`{% ${body.end ?? `end${name}`} %}`);
  }
  return parts.join(' ');
}

function headerWords(header: HeaderSyntax): string[] {
  switch (header.shape) {
    case 'none':
      return [];
    case 'raw':
      return ['[note]'];
    case 'condition':
      return ['condition'];
    case 'loop':
      return ['name[, name…]', 'in', 'list', '[reversed]'];
    case 'filters':
      return ['filter[|filter…]'];
    case 'words': {
      const word = header.choices === undefined ? header.means : header.choices.join('|');
      return header.min === 0 ? [`[${word}]`] : header.max > 1 ? [word, `[${header.means}…]`] : [word];
    }
    case 'arguments': {
      const { positional, named, parameters = [], clauses = {} } = header;
      const words = (positional?.names ?? []).map((word, index) =>
        index < (positional?.min ?? 0) ? word : `[${word}]`,
      );
      if (positional?.rest) words.push(`[${positional.names.at(-1) ?? 'value'}…]`);
      words.push(...parameters.map((parameter) => `[${parameter}=…]`));
      if (named === 'any') words.push('[name=value…]');
      for (const [keyword, { takes, required }] of Object.entries(clauses)) {
        const clause = {
          flag: keyword,
          name: `${keyword} name`,
          expression: `${keyword} value`,
          bindings: `${keyword} name=value…`,
        }[takes];
        words.push(required ? clause : `[${clause}]`);
      }
      return words;
    }
  }
}

const code = (text: string): string => `\`\`\`\n${text}\n\`\`\``;

/** Inline code, whatever backquotes and line breaks the text has. */
function inline(text: string): string {
  const shown = text.replaceAll('\n', '⏎').replaceAll('\u00a0', '⍽');
  if (shown === '') return '*(nothing)*';
  if (!shown.includes('`')) return /^ | $/.test(shown) ? `\`\` ${shown} \`\`` : `\`${shown}\``;
  return `\`\`\` ${shown} \`\`\``;
}

/** The same facts for editors: completion and hover read `grammar/language.json`. */
export function languageJson(tags: readonly TagDefinition[], filters: readonly FilterDefinition[]): string {
  const byName = <T extends { readonly name: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${JSON.stringify(
    {
      version: 1,
      tags: byName(tags).map((tag) => ({
        name: tag.name,
        library: tag.library,
        signature: tagSignature(tag),
        doc: tag.doc,
        ...(tag.body && {
          end: tag.body.end ?? `end${tag.name}`,
          branches: tag.body.branches?.map((one) => one.name) ?? [],
        }),
        ...(tag.header.shape === 'arguments' && { parameters: tag.header.parameters ?? [] }),
        prints: tag.prints,
      })),
      filters: byName(filters).map((filter) => ({
        name: filter.name,
        library: filter.library,
        signature: filterSignature(filter),
        doc: filter.doc,
        ...(filter.argument && { argument: filter.argument }),
        input: filter.input,
        result: filter.result,
        output: filter.output,
        paths: filter.paths,
        pure: filter.pure,
      })),
    },
    null,
    2,
  )}\n`;
}
