import { nearest } from '../diagnostics/nearest.js';
import type { Range } from '../diagnostics/source-text.js';
import { type Fault, foreignMeaning } from './foreign-tags.js';
import { type ReadContext, trimmed } from './inside.js';
import type { ParseOptions } from './options.js';
import { delimiterPair, type Markup, type Piece } from './split.js';
import type { TagSyntax } from './tag-syntax.js';

/** What a tag does to the block tree. */
export type Role =
  | { readonly kind: 'tag'; readonly syntax: TagSyntax }
  | { readonly kind: 'branch' }
  | { readonly kind: 'end' }
  /** Closes whatever is open: `{% end %}`. */
  | { readonly kind: 'any-end' }
  /** A tag that nobody knows; `block` where an `end…` of it follows. */
  | { readonly kind: 'unknown'; readonly block: boolean }
  /** `{% assign x = y %}`. */
  | { readonly kind: 'assignment' };

/** A tag with its name made out; where the name is wrong, `name` is the one that is meant. */
export interface Reading extends Range {
  readonly markup: Markup;
  readonly name: string;
  readonly nameRange: Range;
  /** What stands behind the name, without white space around it. */
  readonly headerRange: Range;
  readonly role: Role;
  /** What is wrong with the name. */
  readonly fault?: Fault;
  /** Written as in Handlebars: its header is not read. */
  readonly handlebars?: boolean;
}

export type Item =
  | { readonly kind: 'text'; readonly range: Range; readonly text: string }
  | { readonly kind: 'comment'; readonly range: Range }
  | { readonly kind: 'output'; readonly markup: Markup }
  | { readonly kind: 'empty'; readonly markup: Markup }
  | { readonly kind: 'tag'; readonly reading: Reading }
  /** A tag whose body is not read; without `close` it runs to the end of the template. */
  | {
      readonly kind: 'raw';
      readonly reading: Reading;
      readonly syntax: TagSyntax;
      /** What its closing tag must say. */
      readonly end: string;
      readonly body: Range;
      readonly text: string;
      readonly close?: Markup;
    };

/** Every name that means something in a tag, and what. */
export interface TagNames {
  readonly tags: ReadonlyMap<string, TagSyntax>;
  readonly branches: ReadonlySet<string>;
  readonly ends: ReadonlySet<string>;
  /** The names that stand somewhere in this template. */
  readonly here: ReadonlySet<string>;
  nearest(name: string): string | undefined;
}

export const endOf = (syntax: TagSyntax): string => syntax.body?.end ?? `end${syntax.name}`;

/** Makes out the name of every tag and passes over the bodies that are not read (comment, verbatim). */
export function readPieces(pieces: readonly Piece[], context: ReadContext, options: ParseOptions): Item[] {
  const items: Item[] = [];
  const names = tagNames(pieces, context, options.tags);
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index];
    if (!piece) break;
    if (piece.kind === 'text') {
      const text = trimText(context.text, piece, pieces[index - 1], pieces[index + 1]);
      items.push({ kind: 'text', range: piece, text });
    } else if (piece.kind === 'comment') items.push({ kind: 'comment', range: piece });
    else {
      const item = readMarkup(piece, context, names);
      if (item.kind !== 'tag' || item.reading.role.kind !== 'tag' || !item.reading.role.syntax.body?.raw) {
        items.push(item);
        continue;
      }
      const { syntax } = item.reading.role;
      const end = rawCloser(piece, syntax, context);
      const closeIndex = rawEnd(pieces, index, context, syntax, names);
      const close = pieces[closeIndex];
      const body = { start: piece.end, end: close?.start ?? context.text.length };
      const text = trimText(context.text, body, piece, close);
      items.push({
        kind: 'raw',
        reading: item.reading,
        syntax,
        end,
        body,
        text,
        ...(close && close.kind !== 'text' && { close }),
      });
      index = closeIndex;
    }
  }
  return items;
}

/** White space next to `-` goes. */
function trimText(source: string, range: Range, before: Piece | undefined, after: Piece | undefined): string {
  let text = source.slice(range.start, range.end);
  if (before && before.kind !== 'text' && before.trimAfter) text = text.trimStart();
  if (after && after.kind !== 'text' && after.trimBefore) text = text.trimEnd();
  return text;
}

/**
 * The piece that ends a body that is not read. For `comment` the first `endcomment`, but as in Django a
 * `verbatim` in between takes its own end with it; for `verbatim` what repeats its header: `endverbatim x`.
 */
function rawEnd(
  pieces: readonly Piece[],
  opener: number,
  context: ReadContext,
  syntax: TagSyntax,
  names: TagNames,
): number {
  const open = pieces[opener];
  const isText = syntax.body?.raw === 'text';
  const label =
    isText && open && open.kind !== 'text' ? contentOf(open, context).slice(syntax.name.length) : '';
  const end = endOf(syntax) + label;
  for (let index = opener + 1; index < pieces.length; index++) {
    const piece = pieces[index];
    if (piece?.kind !== 'tag') continue;
    const content = contentOf(piece, context);
    if (content === end) return index;
    const inner = isText ? undefined : names.tags.get(/^\S*/.exec(content)?.[0] ?? '');
    if (inner?.body?.raw === 'text') index = rawEnd(pieces, index, context, inner, names);
  }
  return pieces.length;
}

function rawCloser(open: Markup, syntax: TagSyntax, context: ReadContext): string {
  const label = syntax.body?.raw === 'text' ? contentOf(open, context).replace(/^\S+/, '') : '';
  return endOf(syntax) + label;
}

function contentOf(markup: Markup, context: ReadContext): string {
  const { start, end } = trimmed(context, markup.inside);
  return context.text.slice(start, end);
}

function readMarkup(markup: Markup, context: ReadContext, names: TagNames): Item {
  const inside = trimmed(context, markup.inside);
  if (inside.start === inside.end) return { kind: 'empty', markup };
  const { nameRange, headerRange } = nameOf(inside, context);
  const written = context.text.slice(nameRange.start, nameRange.end);
  const foreign = foreignMeaning({ markup, inside, nameRange, headerRange, written }, context, names);
  const { start, end } = markup;
  if (foreign) return { kind: 'tag', reading: { start, end, markup, nameRange, headerRange, ...foreign } };
  if (markup.kind === 'output') return { kind: 'output', markup };
  const known = roleOf(written, names);
  if (known) return tag({ name: written, role: known });
  const called = context.django ? undefined : calledCondition(written, names);
  if (called !== undefined) {
    const split = { start: nameRange.start, end: nameRange.start + called.length };
    const role = roleOf(called, names);
    const header = { start: split.end, end: inside.end };
    if (role) return tag({ name: called, role, nameRange: split, headerRange: header });
  }
  if (written.startsWith('end') && names.here.has(written.slice(3)))
    return tag({ name: written, role: { kind: 'end' } });
  const best = names.nearest(written);
  const block = names.here.has(`end${written}`);
  const meant = best === undefined || block ? undefined : roleOf(best, names);
  const fault: Fault = {
    kind: 'unknown-tag',
    name: written,
    nearest: best,
    foreign: passthroughFor(markup, context),
  };
  if (best !== undefined && meant) return tag({ name: best, role: meant, fault });
  return tag({ name: written, role: { kind: 'unknown', block }, fault });

  function tag(more: Pick<Reading, 'name' | 'role'> & Partial<Reading>): Item {
    return { kind: 'tag', reading: { start, end, markup, nameRange, headerRange, ...more } };
  }
}

function roleOf(name: string, names: TagNames): Role | undefined {
  const syntax = names.tags.get(name);
  if (syntax) return { kind: 'tag', syntax };
  if (names.branches.has(name)) return { kind: 'branch' };
  return names.ends.has(name) ? { kind: 'end' } : undefined;
}

/** `{% if(a) %}` is `{% if (a) %}`. */
function calledCondition(written: string, names: TagNames): string | undefined {
  const word = /^([a-z]+)\(/.exec(written)?.[1];
  return word !== undefined && names.tags.get(word)?.header.shape === 'condition' ? word : undefined;
}

/** As Django has it: the name runs to the first white space. */
function nameOf(inside: Range, { text }: ReadContext): { nameRange: Range; headerRange: Range } {
  let nameEnd = inside.start;
  while (nameEnd < inside.end && !isSpace(text.charAt(nameEnd))) nameEnd++;
  let start = nameEnd;
  while (start < inside.end && isSpace(text.charAt(start))) start++;
  const headerRange = start < inside.end ? { start, end: inside.end } : { start: nameEnd, end: nameEnd };
  return { nameRange: { start: inside.start, end: nameEnd }, headerRange };
}

const isSpace = (character: string): boolean => /[\s\u200b-\u200d\u2060]/.test(character);

function passthroughFor(markup: Markup, { text }: ReadContext): string {
  const { opener, closer } = delimiterPair(markup.kind, markup.style);
  const written = text.slice(markup.start, markup.inside.end);
  const prefix = /^[{<]%-?\s*(?:[^\s_:]{1,30}[_:]|[^\s_:]{1,30})/.exec(written)?.[0] ?? opener;
  return `${prefix}*${closer}`;
}

/** Names of other languages for what is the same thing here. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['foreach', 'for'],
  ['endforeach', 'endfor'],
]);

/** `fro` for `for`: two edits, too many for so short a name, but the same letters. */
function transposed(name: string, known: readonly string[]): string | undefined {
  const letters = (word: string): string => [...word].sort().join('');
  if (name.length > 12) return undefined;
  return known.find((candidate) => candidate.length === name.length && letters(candidate) === letters(name));
}

function tagNames(
  pieces: readonly Piece[],
  context: ReadContext,
  tags: ReadonlyMap<string, TagSyntax>,
): TagNames {
  const branches = new Set<string>();
  const ends = new Set<string>();
  for (const syntax of tags.values()) {
    if (!syntax.body) continue;
    ends.add(endOf(syntax));
    for (const branch of syntax.body.branches ?? []) branches.add(branch.name);
  }
  const here = new Set<string>();
  for (const piece of pieces) {
    if (piece.kind !== 'tag') continue;
    const beginning = context.text.slice(
      piece.inside.start,
      Math.min(piece.inside.end, piece.inside.start + 80),
    );
    const name = /^\s*(\S+)/.exec(beginning)?.[1];
    if (name !== undefined) here.add(name);
  }
  const all = [...tags.keys(), ...branches, ...ends];
  const known = new Map<string, string | undefined>();
  return {
    tags,
    branches,
    ends,
    here,
    nearest(name) {
      if (!known.has(name)) known.set(name, nearest(name, all) ?? aliases.get(name) ?? transposed(name, all));
      return known.get(name);
    },
  };
}
