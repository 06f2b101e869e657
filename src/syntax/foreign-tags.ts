import type { Edit } from '../diagnostics/diagnostic.js';
import type { Range } from '../diagnostics/source-text.js';
import { parses, type ReadContext } from './inside.js';
import type { Reading, TagNames } from './readings.js';
import { delimiterPair, type Markup } from './split.js';

/** What is wrong with the name of a tag; the nester reports it, since the open block may matter. */
export type Fault =
  | {
      readonly kind: 'unknown-tag';
      readonly name: string;
      readonly nearest: string | undefined;
      readonly foreign: string;
    }
  | { readonly kind: 'foreign-branch'; readonly name: string; readonly better: string }
  | { readonly kind: 'foreign-end'; readonly name: string }
  | {
      readonly kind: 'foreign-assignment';
      readonly name: string;
      readonly better: string;
      readonly fix: readonly Edit[];
    }
  | { readonly kind: 'unescaped-output'; readonly better: string; readonly fix: readonly Edit[] }
  | { readonly kind: 'handlebars-block'; readonly better: string; readonly fix: readonly Edit[] };

interface Written {
  readonly markup: Markup;
  readonly inside: Range;
  readonly nameRange: Range;
  readonly headerRange: Range;
  readonly written: string;
}

type Meaning = Pick<Reading, 'name' | 'role' | 'fault'> & Partial<Reading>;

/** What a tag of another template language means here; undefined where it is none that we recognise. */
export function foreignMeaning(written: Written, context: ReadContext, names: TagNames): Meaning | undefined {
  if (written.markup.kind === 'output') {
    return written.markup.style === 'braces' ? handlebars(written, context, names) : undefined;
  }
  const name = written.written;
  if (name === 'else') return elseIf(written, context, names);
  if (names.tags.has(name) || names.branches.has(name) || names.ends.has(name)) return undefined;
  if ((name === 'elsif' || name === 'elseif') && names.branches.has('elif')) {
    return {
      name: 'elif',
      role: { kind: 'branch' },
      fault: { kind: 'foreign-branch', name, better: 'elif' },
    };
  }
  if (name === 'end') return { name, role: { kind: 'any-end' }, fault: { kind: 'foreign-end', name } };
  if (name === 'assign' || name === 'set') return assignment(written, context, names);
  return unescaped(written, context);
}

function elseIf(
  { nameRange, headerRange }: Written,
  { text }: ReadContext,
  names: TagNames,
): Meaning | undefined {
  const header = text.slice(headerRange.start, headerRange.end);
  const gap = /^if(?=\s|\(|$)\s*/.exec(header);
  if (!gap || !names.branches.has('elif')) return undefined;
  return {
    name: 'elif',
    role: { kind: 'branch' },
    nameRange: { start: nameRange.start, end: headerRange.start + 2 },
    headerRange: { start: headerRange.start + gap[0].length, end: headerRange.end },
    fault: { kind: 'foreign-branch', name: 'else if', better: 'elif' },
  };
}

const assigned = /^([\p{L}\p{N}_]+)\s*=\s*(\S[\s\S]*)$/u;

function assignment(
  { markup, headerRange, written }: Written,
  context: ReadContext,
  names: TagNames,
): Meaning {
  const [, name, value] = assigned.exec(context.text.slice(headerRange.start, headerRange.end)) ?? [];
  const binding = `${name}=${value?.replace(/\s*\|\s*/g, '|')}`;
  const readable =
    name !== undefined && names.tags.has('with') && parses('arguments', binding, context.django);
  const { opener, closer } = delimiterPair('tag', markup.style);
  const better = `${opener} with ${readable ? binding : 'name=value'} ${closer}`;
  const fix = readable ? [{ range: markup, text: better }] : [];
  return {
    name: written,
    role: { kind: 'assignment' },
    fault: {
      kind: 'foreign-assignment',
      name: written,
      better: `${better} … ${opener} endwith ${closer}`,
      fix,
    },
  };
}

/** `<%- x %>` of EJS. */
function unescaped({ markup, inside }: Written, context: ReadContext): Meaning | undefined {
  if (markup.style !== 'angle' || !markup.trimBefore) return undefined;
  const value = context.text.slice(inside.start, inside.end);
  if (!parses('output', value, context.django)) return undefined;
  const { opener, closer } = delimiterPair('output', markup.style);
  const better = `${opener} ${value}|safe ${closer}`;
  const fault = { kind: 'unescaped-output' as const, better, fix: [{ range: markup, text: better }] };
  return { name: value, role: { kind: 'unknown', block: false }, fault };
}

const opening = /^#\s*(if|unless|each|with)\s+(\S[\s\S]*)$/;
const closingBlock = /^\/\s*(if|unless|each|with)$/;
const twins: ReadonlyMap<string, string> = new Map([
  ['if', 'if'],
  ['unless', 'if'],
  ['each', 'for'],
]);

/** `{{#if x}}`, `{{/if}}`, `{{#each list}}`; inside `each`, `this` may keep its name. */
function handlebars({ markup, inside }: Written, context: ReadContext, names: TagNames): Meaning | undefined {
  const text = context.text.slice(inside.start, inside.end);
  const [, opened, header = ''] = opening.exec(text) ?? [];
  const [, closed] = closingBlock.exec(text) ?? [];
  const name = twins.get(opened ?? closed ?? '');
  const syntax = name === undefined ? undefined : names.tags.get(name);
  if (name === undefined || !syntax) return undefined;
  if (closed !== undefined) {
    const better = `{% end${name} %}`;
    const fault = { kind: 'handlebars-block' as const, better, fix: [{ range: markup, text: better }] };
    return {
      name: `end${name}`,
      role: { kind: 'end' },
      fault,
      handlebars: true,
      headerRange: emptyAt(inside.end),
    };
  }
  const better =
    opened === 'each'
      ? `{% for this in ${header} %}`
      : `{% if ${opened === 'unless' ? `not ${header}` : header} %}`;
  const readable = parses(opened === 'each' ? 'output' : 'condition', header, context.django);
  const fix = readable ? [{ range: markup, text: better }] : [];
  const fault = { kind: 'handlebars-block' as const, better, fix };
  return { name, role: { kind: 'tag', syntax }, fault, handlebars: true };
}

const emptyAt = (offset: number): Range => ({ start: offset, end: offset });

/** Reports `{{{ x }}}` and `<%== x %>`. @returns whether it was one */
export function reportForeignOutput(markup: Markup, inside: Range, { text, findings }: ReadContext): boolean {
  const triple =
    markup.style === 'braces' &&
    text.startsWith('{', markup.inside.start) &&
    text.startsWith('}', markup.end);
  const doubled = markup.style === 'angle' && text.startsWith('=', markup.inside.start);
  if (!triple && !doubled) return false;
  const value = text.slice(markup.inside.start + 1, inside.end).trim();
  if (!parses('output', value, false)) return false;
  const { opener, closer } = delimiterPair('output', markup.style);
  const better = `${opener} ${value}|safe ${closer}`;
  const range = { start: markup.start, end: triple ? markup.end + 1 : markup.end };
  const fix = [{ range, text: better }];
  if (triple) findings.add('triple-braces', { better }, range, { fix });
  else findings.add('unescaped-output', { text: findings.excerpt(range), better }, range, { fix });
  return true;
}
