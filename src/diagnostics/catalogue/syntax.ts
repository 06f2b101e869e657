import { entry } from '../entry.js';

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(' or ');
const didYouMean = (nearest: string | undefined): string | undefined =>
  nearest === undefined ? undefined : `did you mean "${nearest}"?`;

/** Faults that the text of a template shows by itself: delimiters, tags, nesting, editor damage. */
export const syntax = {
  // ------------------------------------------------------------- delimiters
  'unclosed-delimiter': entry<{ opener: string; closer: string }>({
    severity: 'warning',
    message: ({ opener }) => `this ${opener} is never closed, so it is printed as text`,
    help: ({ closer }) => `close it with ${closer}, or delete it`,
  }),
  'empty-tag': entry({
    severity: 'error',
    message: () => 'this tag is empty',
    help: () => 'write the name of a tag in it, or delete it',
  }),
  'empty-output': entry({
    severity: 'error',
    message: () => 'there is nothing to print here',
    help: () => 'write a name in it, such as {{ receiver.first_name }}, or delete it',
  }),

  // ------------------------------------------------------ inside a tag
  'unexpected-text': entry<{ text: string; help?: string | undefined }>({
    severity: 'error',
    message: ({ text }) => `"${text}" cannot stand here`,
    help: ({ help }) => help,
  }),
  'incomplete-tag': entry<{ help?: string | undefined }>({
    severity: 'error',
    message: () => 'something is missing at the end of this tag',
    help: ({ help }) => help,
  }),
  'unclosed-string': entry<{ quote: string }>({
    severity: 'error',
    message: () => 'this text in quotes is not closed',
    help: ({ quote }) => `close it with ${quote}`,
  }),
  'invisible-character': entry<{ point: string }>({
    severity: 'error',
    message: ({ point }) => `an invisible character (${point}) stands inside a word`,
    help: () => 'delete it',
  }),
  'name-underscore': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `"${name}" begins with an underscore; such names cannot be read`,
    help: () => 'give the value a name that begins with a letter',
  }),
  'empty-name': entry<{ name: string; better: string }>({
    severity: 'error',
    message: ({ name }) => `"${name}" has a dot without a name`,
    help: ({ better }) => (better === '' ? 'write a name' : `write ${better}`),
  }),
  'dotted-filter': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `"${name}" is not the name of a filter: it has a dot`,
    help: () => 'a filter is one word: {{ deal.name|upper }}',
  }),
  'dotted-name': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `"${name}" cannot be given a value: it is not a single word`,
    help: ({ name }) => `use one word: ${name.replaceAll('.', '_').replace(/^_+/, '') || 'name'}`,
  }),
  'too-deep': entry<{ most: number }>({
    severity: 'error',
    message: ({ most }) => `this goes deeper than ${most} levels`,
    help: () => 'split it: use {% with %}, or a template of its own with {% include %}',
  }),

  // ------------------------------------------------- words, arguments, clauses
  'missing-word': entry<{ tag: string; means: string; choices?: readonly string[] | undefined }>({
    severity: 'error',
    message: ({ tag, means }) => `{% ${tag} %} needs ${means.includes(' or ') ? means : `a ${means}`}`,
    help: ({ tag, means, choices }) => `write {% ${tag} ${choices?.[0] ?? means} %}`,
  }),
  'surplus-word': entry<{ tag: string; word: string; most: number }>({
    severity: 'error',
    message: ({ tag, word, most }) =>
      `"${word}" is too much: {% ${tag} %} takes ${most === 1 ? 'one word' : `${most} words`}`,
    help: () => 'delete it',
  }),
  'invalid-word': entry<{ tag: string; word: string; choices: readonly string[] }>({
    severity: 'error',
    message: ({ tag, word }) => `{% ${tag} %} does not know "${word}"`,
    help: ({ choices }) => `write ${quoted(choices)}`,
  }),
  'missing-argument': entry<{ tag: string; name: string; names: readonly string[] }>({
    severity: 'error',
    message: ({ tag, name }) => `{% ${tag} %} needs a ${name}`,
    help: ({ tag, names }) => `write {% ${tag} ${names.join(' ')} %}; a text stands in quotes: "…"`,
  }),
  'surplus-argument': entry<{ tag: string; text: string; nearest?: string | undefined }>({
    severity: 'error',
    message: ({ tag, text }) => `{% ${tag} %} has no place for ${/^["']/.test(text) ? text : `"${text}"`}`,
    help: ({ nearest }) => didYouMean(nearest) ?? 'delete it',
  }),
  'repeated-argument': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `"${name}" is given twice`,
    help: () => 'delete one of them',
  }),
  'repeated-clause': entry<{ keyword: string }>({
    severity: 'error',
    message: ({ keyword }) => `"${keyword}" is written twice`,
    help: () => 'delete one of them',
  }),
  'missing-clause': entry<{ tag: string; keyword: string }>({
    severity: 'error',
    message: ({ tag, keyword }) => `{% ${tag} %} needs "${keyword}"`,
    help: ({ tag, keyword }) => `end it so: {% ${tag} … ${keyword} name %}`,
  }),
  'incomplete-clause': entry<{ keyword: string; example: string }>({
    severity: 'error',
    message: ({ keyword }) => `something is missing after "${keyword}"`,
    help: ({ example }) => `write it so: ${example}`,
  }),
  'after-last-clause': entry<{ keyword: string; text: string }>({
    severity: 'error',
    message: ({ keyword }) => `nothing may stand after "${keyword}"`,
    help: ({ text }) => `move ${text} before it`,
  }),

  // ---------------------------------------------------------------- nesting
  'unknown-tag': entry<{ name: string; nearest?: string | undefined; foreign: string }>({
    severity: 'error',
    message: ({ name }) => `there is no tag "${name}"`,
    help: ({ nearest, foreign }) =>
      didYouMean(nearest) ?? `if another system reads this tag, keep it as text: passthrough: ['${foreign}']`,
  }),
  'unclosed-block': entry<{ name: string; end: string }>({
    severity: 'error',
    message: ({ name, end }) => `{% ${name} %} has no {% ${end} %}`,
    help: ({ end }) => `write {% ${end} %} where the block ends`,
  }),
  'stray-end': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `{% ${name} %} closes nothing: no such block is open here`,
    help: () => 'delete it',
  }),
  'end-label': entry<{ end: string; label: string; expected: string }>({
    severity: 'error',
    message: ({ end, label, expected }) => `{% ${end} ${label} %} closes the block "${expected}"`,
    help: ({ end, expected }) => `write {% ${end} ${expected} %} or {% ${end} %}`,
  }),
  'ignored-text': entry<{ text: string; tag: string }>({
    severity: 'warning',
    message: ({ text, tag }) => `"${text}" means nothing after ${tag}`,
    help: () => 'delete it',
  }),
  'misplaced-branch': entry<{ name: string; inside?: string | undefined; better?: string | undefined }>({
    severity: 'error',
    message: ({ name, inside }) =>
      inside === undefined
        ? `{% ${name} %} belongs to no block here`
        : `{% ${name} %} does not belong in {% ${inside} %}`,
    help: ({ better }) => (better === undefined ? 'delete it' : `write {% ${better} %}`),
  }),
  'branch-after-last': entry<{ name: string; last: string }>({
    severity: 'error',
    message: ({ name, last }) =>
      name === last ? `there is a {% ${name} %} already` : `{% ${name} %} cannot stand after {% ${last} %}`,
    help: ({ last }) => `put it before {% ${last} %}, or delete it`,
  }),

  // ---------------------------------------------------------- editor damage
  'curly-quotes': entry<{ better: string }>({
    severity: 'error',
    message: () => 'curly quotes do not mark text in a tag',
    help: ({ better }) => `write straight quotes: ${better}`,
  }),
  'entity-in-tag': entry<{ entity: string; character: string }>({
    severity: 'error',
    message: ({ entity }) => `an editor wrote ${entity} into this tag`,
    help: ({ entity, character }) =>
      `write ${character === ' ' ? 'a space' : character} instead of ${entity}`,
  }),
  'markup-in-tag': entry<{ markup: string }>({
    severity: 'error',
    message: ({ markup }) => `HTML stands inside this tag: ${markup}`,
    help: () => 'move it out of the tag, or delete it',
  }),
  'escaped-delimiters': entry<{ better: string }>({
    severity: 'warning',
    message: () => 'an editor has escaped this tag, so it is printed as text',
    help: ({ better }) => `write ${better}`,
  }),

  // ------------------------------------------------ habits of other languages
  'foreign-operator': entry<{ operator: string; better: string }>({
    severity: 'error',
    message: ({ operator }) => `"${operator}" does not work here`,
    help: ({ better }) => `write "${better}"`,
  }),
  'operator-spaces': entry<{ operator: string }>({
    severity: 'error',
    message: ({ operator }) => `"${operator}" needs a space on each side`,
    help: ({ operator }) => `write: a ${operator} b`,
  }),
  'equals-in-condition': entry({
    severity: 'error',
    message: () => 'one "=" does not compare',
    help: () => 'write "=="',
  }),
  'foreign-constant': entry<{ name: string; better: string }>({
    severity: 'warning',
    message: ({ name }) => `"${name}" is read as the name of a variable`,
    help: ({ better }) => `write ${better}`,
  }),
  'space-at-colon': entry<{ better: string }>({
    severity: 'error',
    message: () => 'no space may stand next to the ":" of a filter',
    help: ({ better }) => `write ${better}`,
  }),
  'call-syntax': entry<{ better: string }>({
    severity: 'error',
    message: () => 'parentheses do not call anything here',
    help: ({ better }) =>
      better === '' ? 'a filter takes one argument, after a colon: |default:"x"' : `write ${better}`,
  }),
  subscript: entry<{ better: string }>({
    severity: 'error',
    message: () => 'square brackets do not look anything up',
    help: ({ better }) => (better === '' ? 'use a dot: list.0, record.name' : `write ${better}`),
  }),
  arithmetic: entry<{ operator: string; filter: string }>({
    severity: 'error',
    message: ({ operator }) => `"${operator}" does not calculate here`,
    help: ({ filter }) => `use the filter: a|${filter}:b`,
  }),
  ternary: entry({
    severity: 'error',
    message: () => '"? :" does not choose between values here',
    help: () => 'write {% if x %}{{ a }}{% else %}{{ b }}{% endif %}, or {{ x|yesno:"a,b" }}',
  }),
  'or-in-output': entry<{ word: string }>({
    severity: 'error',
    message: ({ word }) => `"${word}" gives no fallback in an output`,
    help: () => 'write {{ a|default:b }}',
  }),
  'comma-between-arguments': entry({
    severity: 'error',
    message: () => 'no comma stands between arguments',
    help: () => 'separate them by spaces',
  }),
  'spaces-at-equals': entry<{ better: string }>({
    severity: 'error',
    message: () => 'no space may stand next to the "=" of an argument',
    help: ({ better }) => `write ${better}`,
  }),
  'missing-comma': entry({
    severity: 'error',
    message: () => 'the names of a loop are separated by commas',
    help: () => 'write: for a, b in list',
  }),
  'loop-of': entry<{ word: string }>({
    severity: 'error',
    message: ({ word }) => `a loop says "in", not "${word}"`,
    help: () => 'write: for item in list',
  }),
  'foreign-branch': entry<{ name: string; better: string }>({
    severity: 'error',
    message: ({ name }) => `there is no {% ${name} %}`,
    help: ({ better }) => `write {% ${better} … %}`,
  }),
  'foreign-end': entry<{ name: string; better: string }>({
    severity: 'error',
    message: ({ name }) => `{% ${name} %} does not say which block it closes`,
    help: ({ better }) => `write {% ${better} %}`,
  }),
  'foreign-assignment': entry<{ name: string; better: string }>({
    severity: 'error',
    message: ({ name }) => `there is no {% ${name} %}`,
    help: ({ better }) => `write ${better}`,
  }),
  'handlebars-block': entry<{ text: string; better: string }>({
    severity: 'error',
    message: ({ text }) => `${text} is written as in Handlebars`,
    help: ({ better }) => `write ${better}`,
  }),
  'triple-braces': entry<{ better: string }>({
    severity: 'error',
    message: () => 'three braces do not print without escaping',
    help: ({ better }) =>
      `write ${better} for text that is HTML already; if another system reads this, list it under passthrough`,
  }),
  'unescaped-output': entry<{ text: string; better: string }>({
    severity: 'error',
    message: ({ text }) => `${text} does not print without escaping`,
    help: ({ better }) => `write ${better} for text that is HTML already`,
  }),
  'merge-tag': entry<{ text: string; better: string }>({
    severity: 'warning',
    message: ({ text }) => `${text} is a merge tag of another system and is printed as text`,
    help: ({ better }) => `write ${better}, or list it under passthrough`,
  }),
} as const;
