import { type Markup, type MarkupState, output, type ReportFault } from '../channels/markup.js';
import type { SourceText } from '../diagnostics/source-text.js';
import { type Catalogues, type Translator, untranslated } from '../language/catalogues.js';
import { clauseOf, hasFlag } from '../language/headers.js';
import { blockMessage, doubled, halved, literalMessage } from '../language/messages.js';
import type { Expression, Output, Tag } from '../syntax/ast.js';
import type { Place } from '../values/safe-text.js';

/** A translation that would change how the message is read. */
export interface TranslationFault {
  /** Of the catalogue; undefined where the text of the template itself is at fault. */
  readonly language: string | undefined;
  /** The name that stands in places of unlike escaping; undefined where the text leaves something else open. */
  readonly name: string | undefined;
}

/** A text that is translated. */
export type Message =
  /** `_("…")`. */
  | { readonly kind: 'text'; readonly text: string }
  /** `{% translate "…" %}`. */
  | { readonly kind: 'tag'; readonly text: string; readonly tag: Tag }
  | {
      readonly kind: 'block';
      readonly tag: Tag;
      readonly source: SourceText;
      readonly at: (node: Output, state: MarkupState) => void;
    };

interface Reading {
  readonly markup: Markup;
  readonly catalogues: Catalogues | undefined;
  readonly report: ReportFault | undefined;
  readonly fault: (fault: TranslationFault) => void;
}

/** Numbers that between them take every form of a plural that a language has. */
const counts: readonly number[] = [...Array.from({ length: 201 }, (_, n) => n), 1.5, 1_000_000];

/**
 * What is open behind a text that is translated. Each translation must leave the same open as the text itself, and
 * print each of its values where it is escaped alike.
 */
export function readTranslation(
  message: Message,
  from: MarkupState,
  start: number,
  reading: Reading,
): MarkupState {
  const { markup, catalogues, fault } = reading;
  const forms = message.kind === 'block' ? blockForms(message) : textForms(message);
  const places = new Map<string, Place>();
  const read = (text: string, language: string | undefined, report?: ReportFault): MarkupState =>
    readMessage(text, from, markup, start, report, (name, state) => {
      const place = markup.place(state);
      const known = places.get(name) ?? place;
      places.set(name, known);
      if (known !== place) fault({ language, name });
      else if (language === undefined && message.kind === 'block') tellOutputs(message, name, state);
    });
  const own = forms(untranslated);
  let end: MarkupState | undefined;
  for (const text of own) {
    const state = read(text, undefined, reading.report);
    const both = end === undefined ? state : markup.merge(end, state);
    if (both === undefined) fault({ language: undefined, name: undefined });
    end = both ?? state;
  }
  if (end === undefined || catalogues === undefined) return end ?? from;
  for (const language of catalogues.translated) {
    const seen = new Set(own);
    for (const text of forms(catalogues.of(language))) {
      if (seen.has(text)) continue;
      seen.add(text);
      let refused = false;
      const state = read(text, language, () => {
        refused = true;
      });
      if (refused || state.key !== end.key) fault({ language, name: undefined });
    }
  }
  return end;
}

function tellOutputs(message: Message & { kind: 'block' }, name: string, state: MarkupState): void {
  for (const { body } of message.tag.branches) {
    for (const node of body) {
      if (node.kind === 'output' && nameOf(node, message.source) === name) message.at(node, state);
    }
  }
}

const nameOf = ({ expression }: Output, source: SourceText): string =>
  source.text.slice(expression.start, expression.end);

/** The texts that a message may be printed as, percent signs doubled. */
type Forms = (by: Translator) => readonly string[];

function textForms(message: Message & { kind: 'text' | 'tag' }): Forms {
  if (message.kind === 'text') {
    const text = doubled(message.text);
    return (by) => [by.text(text)];
  }
  const { header } = message.tag;
  const text = doubled(literalMessage(message.text));
  if (hasFlag(header, 'noop')) return () => [text];
  const context = literalOf(clauseOf(header, 'context', 'expression')?.expression);
  return (by) => [by.text(text, context)];
}

function blockForms({ tag, source }: Message & { kind: 'block' }): Forms {
  const trimmed = hasFlag(tag.header, 'trimmed');
  const context = literalOf(clauseOf(tag.header, 'context', 'expression')?.expression);
  const [one, many] = tag.branches.map(({ body }) => blockMessage(body, source, trimmed));
  const singular = one?.text ?? '';
  if (many === undefined) return (by) => [by.text(singular, context)];
  return (by) => [...new Set(counts.map((count) => by.plural(singular, many.text, count, context)))];
}

const literalOf = (expression: Expression | undefined): string | undefined =>
  expression?.kind === 'string' && expression.value !== '' ? expression.value : undefined;

function readMessage(
  text: string,
  from: MarkupState,
  markup: Markup,
  at: number,
  report: ReportFault | undefined,
  value: (name: string, state: MarkupState) => void,
): MarkupState {
  let state = from;
  for (const piece of text.split(/(%%|%\([^)]*\)s)/)) {
    const name = piece.startsWith('%(') ? piece.slice(2, -2) : undefined;
    if (name !== undefined) value(name, state);
    state = markup.read(name === undefined ? halved(piece) : output, state, at, report);
  }
  return state;
}
