import type { Diagnostic } from './diagnostics/diagnostic.js';
import type { SourceText } from './diagnostics/source-text.js';
import type { Message, MessageOutcome } from './message.js';
import type { Outcome } from './render/batch.js';
import type { Program } from './render/program.js';
import type { TraceEntry } from './render/trace.js';
import { type Rendered, Renderer, type RenderManyOptions, type RenderOptions } from './renderer.js';
import type { RenderDefaults } from './settings.js';

type Row = Readonly<Record<string, unknown>>;
type RenderedPart = Extract<Outcome, { readonly outcome: 'rendered' }>;

/** The outcome for one of many receivers. */
export type ReceiverMessage = MessageOutcome & { readonly receiver: string | Row };

/** Parts that are sent as one line. */
const lines: ReadonlySet<string> = new Set(['subject', 'preheader']);
const mail: ReadonlySet<string> = new Set(['html', 'text']);

/**
 * A message that is ready to run: a template whose blocks are its parts. All parts see one snapshot of the data, and
 * each is escaped for its own channel.
 *
 * @example
 * const message = await engine.loadMessage('order-shipped.html');
 * const result = await message.render({ receiver: 'john-doe-01' });
 * if (result.outcome === 'rendered') console.log(result.message.subject);
 */
export class MessageTemplate {
  /** The names of its parts: `subject`, `html`, `slack`. */
  readonly parts: readonly string[];
  readonly #renderer: Renderer;

  constructor(
    readonly source: SourceText,
    /** Warnings: a message with errors is not compiled. */
    readonly diagnostics: readonly Diagnostic[],
    /** One for each part. */
    readonly programs: ReadonlyMap<string, Program>,
    readonly defaults: RenderDefaults,
  ) {
    this.parts = [...programs.keys()];
    const [first, ...more] = programs.values();
    if (first === undefined) throw new TypeError('a message has a part');
    this.#renderer = new Renderer(
      [first, ...more],
      defaults,
      this.parts.some((part) => mail.has(part)),
    );
  }

  /** Of all parts together. */
  get program(): Program {
    return this.#renderer.programs[0];
  }

  /**
   * The same message with some of its parts alone: what others print, and whether they fail, is then nobody's concern.
   *
   * @param parts by name; those that the message has not are passed over
   * @throws {TypeError} where none is left
   * @example message.only(['sms'])
   */
  only(parts: readonly string[]): MessageTemplate {
    const programs = new Map([...this.programs].filter(([name]) => parts.includes(name)));
    return new MessageTemplate(this.source, this.diagnostics, programs, this.defaults);
  }

  /**
   * One message.
   *
   * @returns `rendered` with its parts, or `skipped` or `failed` with the reason and the place: of the first part that
   * is not rendered
   */
  async render(options: RenderOptions = {}): Promise<MessageOutcome> {
    return this.#outcome(await this.#renderer.one(options));
  }

  /** A message for each receiver, in their order, as Template.renderMany gives texts. */
  async *renderMany(
    receivers: Iterable<string | Row> | AsyncIterable<string | Row>,
    options: RenderManyOptions = {},
  ): AsyncGenerator<ReceiverMessage, void, undefined> {
    for await (const { receiver, ...rendered } of this.#renderer.many(receivers, options)) {
      yield { ...this.#outcome(rendered), receiver };
    }
  }

  #outcome({ outcomes, unsubscribeUrl }: Rendered): MessageOutcome {
    const steps = outcomes.reduce((sum, { stats }) => sum + stats.steps, 0);
    const shared = {
      diagnostics: withoutRepeats(outcomes.flatMap(({ diagnostics }) => diagnostics)),
      stats: { ...outcomes[0].stats, steps },
    };
    const parts = new Map<string, RenderedPart>();
    for (const [index, one] of outcomes.entries()) {
      if (one.outcome !== 'rendered') {
        return { outcome: one.outcome, reason: one.reason, place: one.place, ...shared };
      }
      parts.set(this.parts[index] ?? '', one);
    }
    const traces = tracesOf(parts);
    return {
      outcome: 'rendered',
      message: messageOf(parts),
      ...(unsubscribeUrl !== undefined && { unsubscribeUrl }),
      ...(traces && { traces }),
      ...shared,
    };
  }
}

function messageOf(parts: ReadonlyMap<string, RenderedPart>): Message {
  const message: Record<string, string> = {};
  const channels: Record<string, string> = {};
  for (const [name, { text }] of parts) {
    if (lines.has(name)) message[name] = asLine(text);
    else if (mail.has(name)) message[name] = text;
    else channels[name] = text;
  }
  return { ...message, ...(Object.keys(channels).length > 0 && { channels }) };
}

/**
 * A text as one line: white space with a line break, a tab or a control character in it becomes a space. A header of
 * an e-mail ends at a line break (RFC 5322, 2.2).
 */
const asLine = (text: string): string =>
  text.replace(/[\s\p{Cc}]+/gu, (space) => (/[\p{Cc}\u2028\u2029]/u.test(space) ? ' ' : space)).trim();

function tracesOf(
  parts: ReadonlyMap<string, RenderedPart>,
): Readonly<Record<string, readonly TraceEntry[]>> | undefined {
  const traced = [...parts].flatMap(([name, { trace }]) =>
    trace === undefined ? [] : [[name, trace] as const],
  );
  return traced.length === 0 ? undefined : Object.fromEntries(traced);
}

/** What stands before the parts runs for each of them, and is told once: with the largest count. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const bySource = new Map<SourceText, Map<string, Diagnostic>>();
  for (const one of diagnostics) {
    const known = bySource.get(one.source) ?? new Map<string, Diagnostic>();
    bySource.set(one.source, known);
    const key = `${one.range.start} ${one.range.end} ${one.code} ${one.message}`;
    const before = known.get(key);
    if (before === undefined || (before.count ?? 1) < (one.count ?? 1)) known.set(key, one);
  }
  return [...bySource.values()].flatMap((known) => [...known.values()]);
}
