import type { Channel } from '../channels/channel.js';
import type { MarkupFault, MarkupState } from '../channels/markup.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { Catalogues } from '../language/catalogues.js';
import type { Template } from '../syntax/ast.js';
import { walk } from '../syntax/walk.js';
import { isMarkup } from '../values/safe-text.js';
import { type Body, composedOf } from './body.js';
import { checkCharacters } from './characters.js';
import { checkComposed } from './composed-markup.js';
import { behind, type Composable, type ComposableLibrary, type Composed } from './composition.js';
import { checkLength } from './length.js';
import { readMarkup } from './markup.js';
import type { Allows } from './policy.js';

/** What a template is checked for. */
interface Checking<T extends Composable> {
  readonly channel: Channel;
  readonly language: Language;
  readonly library: ComposableLibrary<T>;
  readonly catalogues: Catalogues | undefined;
  readonly allows: Allows;
}

/**
 * What a channel has to say of a template or of a part of a message, and of those that it names in quotes: the author's
 * own markup, filters that make HTML, the length and the characters of the author's own text.
 */
export function checkChannel<T extends Composable>(
  body: Body<T>,
  checking: Checking<T>,
): readonly Diagnostic[] {
  const { channel } = checking;
  if (channel.markup?.composes) return checkComposed(body, checking);
  if (!isMarkup(channel.encoding) && channel.limit === undefined && channel.characters === undefined)
    return [];
  const pass = new ChannelCheck(checking);
  const whole = composedOf(body);
  pass.read(whole, channel.markup?.start);
  return [...pass.diagnostics, ...checkLength(whole, channel, checking.library)];
}

/** What is HTML's in name only: in a chat channel these speak its own markup. */
const ownMarkup: ReadonlySet<string> = new Set(['safe', 'escape', 'force_escape', 'linenumbers']);

class ChannelCheck<T extends Composable> {
  readonly diagnostics: Diagnostic[] = [];
  readonly #read = new Set<string>();
  readonly #told = new Set<string>();
  readonly #bodies = new Set<string>();

  constructor(readonly checking: Checking<T>) {}

  read(body: Composed<T>, state: MarkupState | undefined): void {
    const { parsed, nodes } = body;
    const place = `${parsed.name}\n${nodes[0]?.start}`;
    const key = `${place}\n${state?.key}`;
    if (this.#read.has(key)) return;
    this.#read.add(key);
    if (!this.#bodies.has(place)) this.#body({ ...parsed.template, body: nodes });
    this.#bodies.add(place);
    const { channel, language, library } = this.checking;
    const { markup } = channel;
    const { source } = parsed.template;
    const follow = (one: Composed<T> | undefined, at: MarkupState | undefined) => one && this.read(one, at);
    if (markup === undefined || state === undefined) {
      walk(
        { ...parsed.template, body: nodes },
        { tag: (tag) => follow(behind(tag, body, library), undefined) },
      );
      return;
    }
    const fault = (one: MarkupFault) => this.#fault(one, source);
    const end = readMarkup(nodes, state, {
      markup,
      language,
      source,
      fault,
      differs: (tag, part) =>
        this.#tell(diagnose('markup-differs', { tag: tag.name }, { source, range: part.open })),
      other: (tag, at) => {
        if (tag.name !== 'partial') follow(behind(tag, body, library), at);
        else if (markup.place(at) !== markup.place(markup.start)) {
          this.#tell(diagnose('partial-in-markup', { channel: channel.name }, { source, range: tag }));
        }
      },
    });
    markup.end(end, state, source.text.length, fault);
  }

  /** What does not depend on where the body stands: of a message other parts may say what this one may not. */
  #body(template: Template): void {
    const { channel, language } = this.checking;
    const { source } = template;
    if (isMarkup(channel.encoding)) {
      walk(template, {
        expression: (expression) => {
          if (expression.kind !== 'filtered' || ownMarkup.has(expression.filter.text)) return;
          const { text } = expression.filter;
          if (language.filters.get(text)?.output !== 'html') return;
          const params = { filter: text, channel: channel.name };
          this.#tell(diagnose('html-in-message', params, { source, range: expression.filter }));
        },
      });
    }
    for (const one of checkCharacters(template, channel)) this.#tell(one);
  }

  #fault(fault: MarkupFault, source: SourceText): void {
    const { channel } = this.checking;
    if (!channel.strict) return;
    const params = { channel: channel.name };
    const range = { start: fault.start, end: fault.end };
    if (fault.kind === 'unclosed') {
      this.#tell(diagnose('markup-unclosed', { ...params, opener: fault.opener }, { source, range }));
      return;
    }
    if (fault.kind === 'refused') return;
    const { character } = fault;
    const fix = [{ range: { start: fault.start, end: fault.start }, text: '\\' }];
    this.#tell(diagnose('reserved-character', { ...params, character }, { source, range, fix }));
  }

  #tell(diagnostic: Diagnostic): void {
    const key = `${diagnostic.source.name}\n${diagnostic.range.start}\n${diagnostic.code}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.diagnostics.push(diagnostic);
  }
}
