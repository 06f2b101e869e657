import { type ParsedTemplate, parsedTemplate } from './compile/parsed.js';
import { type Diagnostic, diagnose, isError } from './diagnostics/diagnostic.js';
import { TemplateError } from './diagnostics/error.js';
import type { SourceText } from './diagnostics/source-text.js';
import type { Outcome } from './render/batch.js';
import type { Program } from './render/program.js';
import { Renderer, type RenderManyOptions, type RenderOptions } from './renderer.js';
import type { RenderDefaults } from './settings.js';
import { type Members, member } from './values/members.js';

export type { RenderManyOptions, RenderOptions } from './renderer.js';

type Row = Readonly<Record<string, unknown>>;

/** The outcome for one of many receivers. */
export type ReceiverOutcome = Outcome & { readonly receiver: string | Row };

/**
 * A template that is ready to run. Its faults were told when it was compiled, so rendering gives an
 * outcome and never throws, but for an aborted signal.
 */
export class Template implements Members {
  readonly #renderer: Renderer;

  constructor(
    readonly source: SourceText,
    /** The name of the channel that it is escaped for. */
    readonly channel: string,
    /** Warnings: a template with errors is not compiled. */
    readonly diagnostics: readonly Diagnostic[],
    readonly program: Program,
    readonly defaults: RenderDefaults,
  ) {
    this.#renderer = new Renderer([program], defaults);
  }

  /** A variable may hold a template, for `include` and `extends` to take. */
  get [parsedTemplate](): ParsedTemplate {
    return this.program.parsed;
  }

  /** All that a template sees of another is its name. */
  [member](name: string): string | undefined {
    return name === 'name' ? this.source.name : undefined;
  }

  memberNames(): readonly string[] {
    return ['name'];
  }

  /**
   * One message.
   *
   * @returns `rendered` with its text, or `skipped` or `failed` with the reason and the place
   * @example await template.render({ receiver: 'john-doe-01', now: '2025-06-25T00:00:00Z' })
   */
  async render(options: RenderOptions = {}): Promise<Outcome> {
    const { outcomes } = await this.#renderer.one(options);
    return outcomes[0];
  }

  /**
   * The text, at once, from a context alone.
   *
   * @throws {TemplateError} where the template asks for data, or fails
   */
  renderSync(context: Row = {}, options: Omit<RenderOptions, 'context' | 'signal'> = {}): string {
    const found = this.#renderer.now({ ...options, context });
    if (found === undefined) {
      const start = { source: this.source, range: { start: 0, end: 0 } };
      throw new TemplateError([diagnose('data-in-sync-render', {}, start)]);
    }
    if ('code' in found) throw new TemplateError([found]);
    if (found.outcome === 'rendered') return found.text;
    const errors = found.diagnostics.filter(isError);
    throw new TemplateError(errors.length > 0 ? errors : found.diagnostics);
  }

  /**
   * A message for each receiver, in their order. What fails is an outcome of its own; data is fetched for
   * a whole batch at once, by all of one clock. While one batch renders and is consumed, the data of the next
   * is fetched; of more than these two nothing is held. Receivers that throw end it after the outcomes of
   * those before.
   */
  async *renderMany(
    receivers: Iterable<string | Row> | AsyncIterable<string | Row>,
    options: RenderManyOptions = {},
  ): AsyncGenerator<ReceiverOutcome, void, undefined> {
    for await (const { outcomes, receiver } of this.#renderer.many(receivers, options)) {
      yield { ...outcomes[0], receiver };
    }
  }
}
