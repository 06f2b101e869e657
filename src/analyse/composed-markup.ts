import type { Channel } from '../channels/channel.js';
import type { MarkupFault, MarkupState } from '../channels/markup.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { Catalogues } from '../language/catalogues.js';
import { wordsOf } from '../language/headers.js';
import { innermost } from '../language/messages.js';
import type { Template } from '../syntax/ast.js';
import { walk } from '../syntax/walk.js';
import type { Body } from './body.js';
import type { Composable, ComposableLibrary } from './composition.js';
import { cutMarkup } from './cut-markup.js';
import { Flattened, type Listener } from './flattened.js';
import type { Allows } from './policy.js';

interface Checking<T extends Composable> {
  readonly channel: Channel;
  readonly language: Language;
  readonly library: ComposableLibrary<T>;
  readonly catalogues: Catalogues | undefined;
}

/** What a channel has to say of a template, or of a part of a message, and all that it is composed of, which are read as one text. */
export function checkComposed<T extends Composable>(
  body: Body<T>,
  checking: Checking<T> & { readonly allows: Allows },
): readonly Diagnostic[] {
  const { markup } = checking.channel;
  if (markup === undefined) return [];
  const found = new Found();
  readComposed(body, { from: markup.start, closes: true }, checking, found);
  for (const template of found.templates) {
    tellUnescaped(template, checking.allows, found);
    for (const one of cutMarkup(template)) found.tell(one);
  }
  return found.diagnostics;
}

/**
 * Reads a template for each state that it is printed in.
 *
 * @returns what is open behind it
 */
export function readComposed<T extends Composable>(
  body: Body<T>,
  { from, closes }: ReadFrom,
  { channel, language, library, catalogues }: Checking<T>,
  found: Found,
): MarkupState {
  const { markup } = channel;
  if (markup === undefined) return from;
  const words = (state: MarkupState) => markup.describe?.(state) ?? '';
  const listener: Listener = {
    fault: (fault, source) => found.fault(fault, source),
    differs: (tag, one, other, source) => {
      const params = { tag: tag.name, one: words(one.state), other: words(other.state) };
      const related = [{ message: `${params.one} here`, range: one.range, source }];
      found.tell(diagnose('html-differs', params, { source, range: other.range, related }));
    },
    translation: (fault, range, source) =>
      found.tell(diagnose('translation-differs', fault, { source, range })),
    template: (template) => found.templates.add(template),
  };
  const flattened = new Flattened({ markup, language, library, catalogues }, listener);
  const end = flattened.end(body, from);
  if (closes) flattened.close(end);
  return end;
}

/** Where a template begins. */
export interface ReadFrom {
  readonly from: MarkupState;
  /** It is a whole message, behind which nothing may be open. */
  readonly closes: boolean;
}

/** Diagnostics, each place once. */
export class Found {
  readonly diagnostics: Diagnostic[] = [];
  readonly templates = new Set<Template>();
  readonly #told = new Set<string>();

  fault(fault: MarkupFault, source: SourceText): void {
    const range: Range = { start: fault.start, end: fault.end };
    if (fault.kind === 'unclosed') {
      this.tell(diagnose('html-unclosed', { opener: fault.opener }, { source, range }));
    } else if (fault.kind === 'refused') {
      const what = source.text.slice(range.start, range.end).split(/\s+/).join(' ');
      const params = { what: what.length > 40 ? `${what.slice(0, 40)}…` : what, reason: fault.reason };
      this.tell(diagnose('output-refused', params, { source, range }));
    }
  }

  tell(diagnostic: Diagnostic): void {
    const { source, range, code, message } = diagnostic;
    const key = [source.name, range.start, code, message].join('\n');
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.diagnostics.push(diagnostic);
  }
}

/** Where a template prints what its author vouches for; what the policy refuses is told of already. */
function tellUnescaped(template: Template, allows: Allows, found: Found): void {
  const { source } = template;
  const tell = (what: string, range: Range) =>
    found.tell(diagnose('vouched-for', { what }, { source, range }));
  walk(template, {
    expression: (expression) => {
      if (expression.kind !== 'filtered') return;
      const { text } = expression.filter;
      // The tag `filter` refuses them itself.
      if (innermost(expression).kind === 'hole') return;
      if ((text === 'safe' || text === 'safeseq') && allows('filter', text))
        tell(`|${text}`, expression.filter);
    },
    tag: (tag) => {
      if (tag.name !== 'autoescape' || !allows('tag', 'autoescape off')) return;
      if (wordsOf(tag.header)[0]?.text === 'off') tell('autoescape off', tag.open);
    },
  });
}
