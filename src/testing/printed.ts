import { entities as allEntities } from '../data/entities.js';
import { own } from '../data/fields.js';
import { keyText } from '../data/keys.js';
import type { DataSource } from '../data/source.js';
import { CoreEngine } from '../engine.js';
import type { Outcome } from '../render/batch.js';
import { memorySource, type Tables } from '../sources/memory.js';
import type { RenderOptions, Template } from '../template.js';
import type { Arbitrary, FastCheck } from './fast-check.js';
import { ContractFailure, indented } from './hold.js';
import { randomValues } from './random-values.js';
import { shown } from './shown.js';
import type { SourceSubject } from './subject.js';
import { rowsOf } from './tables.js';
import { contractTemplates } from './templates.js';

/** What is rendered, and with what. */
export interface Printing {
  /** Templates by number. */
  readonly templates: readonly number[];
  readonly timeZone: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Renders every template for every contact, over whichever source it is given: compiled once, for both. */
export class Printer {
  #source: DataSource | undefined;
  readonly #templates: readonly Template[];

  /** @param subject whose kinds of records decide which templates there are */
  constructor({ entities = allEntities }: Pick<SourceSubject, 'entities'>) {
    const engine = new CoreEngine({
      source: {
        fetch: (requests, options) =>
          this.#source?.fetch(requests, options) ?? Promise.reject(new Error('there is no source')),
      },
      policy: { scopes: ['receiver', 'company', 'all'] },
    });
    this.#templates = contractTemplates
      .filter(({ needs }) => needs.every((one) => entities.includes(one)))
      .map(({ text }) => engine.compile(text, { channel: 'text' }));
  }

  /** One text for each chosen template and receiver: what came out, or why nothing did. */
  async print(
    source: DataSource,
    targets: readonly RenderOptions[],
    chosen: readonly number[],
  ): Promise<readonly Printed[]> {
    this.#source = source;
    const printed: Printed[] = [];
    const templates = new Set(chosen.map((number) => this.#templates[number % this.#templates.length]));
    for (const template of templates) {
      if (template === undefined) continue;
      for (const target of targets) {
        printed.push({ template, target, text: textOf(await template.render(target)) });
      }
    }
    return printed;
  }
}

interface Printed {
  readonly template: Template;
  readonly target: RenderOptions;
  readonly text: string;
}

const textOf = (outcome: Outcome): string =>
  outcome.outcome === 'rendered' ? outcome.text : `${outcome.outcome}: ${outcome.reason}`;

/**
 * Renders over a source and over the memory source.
 *
 * @param tables as the source holds them
 * @throws {ContractFailure} with the first text that differs
 */
export async function holdToText(
  printer: Printer,
  subject: SourceSubject,
  source: DataSource,
  tables: Tables,
  printing: Printing,
): Promise<void> {
  const targets = targetsOf(subject, tables, printing);
  const given = await printer.print(source, targets, printing.templates);
  const expected = await printer.print(reference(subject, tables), targets, printing.templates);
  for (const [index, { template, target, text }] of given.entries()) {
    const wanted = expected[index]?.text ?? '';
    if (text === wanted || (wanted.startsWith('failed') && wanted.includes(refused))) continue;
    throw new ContractFailure(
      [
        `the template:\n${indented(template.source.text)}`,
        `for ${shown(target)}`,
        `expected:\n${indented(wanted)}`,
        `given:\n${indented(text)}`,
      ].join('\n'),
    );
  }
}

const refused = 'this source refuses such requests';

/** The memory source, refusing what the source may refuse: such a message fails, in words of the source's own. */
function reference({ refuses }: SourceSubject, tables: Tables): DataSource {
  const memory = memorySource(tables);
  return {
    fetch: async (requests, options) =>
      (await memory.fetch(requests, options)).map((answer, index) => {
        const request = requests[index];
        return request && refuses?.(request) ? { error: refused } : answer;
      }),
  };
}

/** Contacts by a key where the source has contacts, so that it has to find them; else as records. */
function targetsOf(
  { entities }: SourceSubject,
  tables: Tables,
  { timeZone, context }: Printing,
): readonly RenderOptions[] {
  const shared = { context, timeZone, now: '2025-06-25T00:00:00Z' };
  if (entities && !entities.includes('contact')) {
    return [{ id: 1, custom_id: 'c0', email: 'c0@example.com' }, { id: 3 }].map((receiver) => ({
      ...shared,
      receiver,
    }));
  }
  return rowsOf(tables, 'contact')
    .slice(0, 3)
    .map((row) => ({
      ...shared,
      receiver:
        keyText(own(row, 'email')) ?? keyText(own(row, 'custom_id')) ?? `id:${keyText(own(row, 'id'))}`,
    }));
}

/** Some of the templates, with random arguments for their data tags. */
export function randomPrinting(fc: FastCheck): Arbitrary<Printing> {
  const { plainTexts, smallNumbers, numbers } = randomValues(fc);
  const numbered = contractTemplates.map((_, index) => index);
  return fc.record({
    templates: fc.shuffledSubarray(numbered, { minLength: 1, maxLength: 6 }),
    timeZone: fc.constantFrom('UTC', 'Europe/Warsaw', 'America/New_York'),
    context: fc.record({
      days: fc.constantFrom(1, 2, 30, 1000, -7),
      count: fc.nat({ max: 4 }),
      order: fc.constantFrom(1, -1),
      field: fc.constantFrom(
        'created_at',
        'value',
        'name',
        'id',
        'status',
        'ca_string',
        'custom_int',
        'won_at',
      ),
      day_field: fc.constantFrom('created_at', 'won_at', 'expected_close_date', 'ca_string'),
      text: plainTexts,
      number: fc.oneof(smallNumbers, numbers),
      status: fc.constantFrom<unknown>('won', 'in_progress', 0, 1, 2),
      key: fc.constantFrom('c0', 'C0', 'C1', '5002', 'Ł1😀', "o'hara 2", '4711', 'ORD-1'),
    }),
  });
}
