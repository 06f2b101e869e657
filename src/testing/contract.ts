import { entities as allEntities } from '../data/entities.js';
import type { DataSource } from '../data/source.js';
import type { Tables } from '../sources/memory.js';
import { behaviourTests } from './behaviour.js';
import { type Counterexample, findCounterexample, loadFastCheck } from './fast-check.js';
import * as lists from './fixed-lists.js';
import { fixedTables, manyDeals } from './fixed-records.js';
import * as fixed from './fixed-requests.js';
import { ContractFailure, holdTo, indented, withSource } from './hold.js';
import { holdToText, Printer, randomPrinting } from './printed.js';
import { randomTables } from './random-records.js';
import { drawn, randomRequests } from './random-requests.js';
import type { ContractOptions, SourceSubject } from './subject.js';
import { heldBy, rowsOf, shownTables } from './tables.js';

/** One thing that a source has to do. */
export interface ContractTest {
  /** `finds records by every key, to the letter` */
  readonly name: string;
  /** Rejects with an Error whose message shows the request, what was expected and what came. */
  run(): Promise<void>;
}

/**
 * What every source must do, as tests for any runner: after the engine's share of the work it gives exactly the
 * rows of the memory source, digits, spellings and order included, and templates print the same text.
 *
 * @param options.runs random sets of records; 100 unless given. Texts are compared for a quarter as many.
 * @param options.seed of the random sets; a new one each time unless given, and told with a failure
 * @example
 * for (const { name, run } of sourceContract({ name: 'ours', make: (tables) => ourSource(tables) })) test(name, run);
 */
export function sourceContract(
  subject: SourceSubject,
  options: ContractOptions = {},
): readonly ContractTest[] {
  const { runs = 100, seed } = options;
  const given = heldBy(subject, fixedTables);
  const over = (tables: Tables, work: (source: DataSource) => Promise<void>) =>
    withSource(() => subject.make(tables), work);
  const answers = (name: string, requests: Parameters<typeof holdTo>[3]): ContractTest => ({
    name,
    run: () => over(given, (source) => holdTo(subject, source, given, requests)),
  });
  return [
    { name: 'is given records of every kind that it has', run: async () => refuseNothing(subject, given) },
    answers('finds records by every key, compared as text and to the letter', fixed.everyKey(given)),
    answers("finds each owner's records by every key of the owner", lists.everyOwner),
    answers('gives back digits, null, empty text and every name as they were sent', fixed.wholeRows),
    answers('gives the attributes that are asked for', fixed.someFields),
    answers('holds both ends of a window', lists.everyWindow),
    answers('orders with ties by id and empty values last, and cuts afterwards', lists.everyOrder),
    answers('filters by every kind of condition before it cuts', lists.everyFilter),
    answers('knows nothing of an attribute that no record has', fixed.unknownAttributes),
    answers('computes, or leaves to be computed, numbers over records', fixed.everyStats),
    answers('answers each request at its own place', fixed.lookAlikes),
    answers('answers the same requests in another order', [...fixed.lookAlikes].reverse()),
    {
      name: 'takes names and values that mean something elsewhere for what they are',
      run: () =>
        over(given, async (source) => {
          await holdTo(subject, source, given, fixed.hostileRequests);
          await holdTo(subject, source, given, fixed.wholeRows);
        }),
    },
    {
      name: 'gives all of many records, and answers many requests',
      run: () => {
        const many = heldBy(subject, manyDeals);
        return over(many, (source) => holdTo(subject, source, many, fixed.manyRequests));
      },
    },
    ...behaviourTests(subject, given),
    {
      name: 'gives the rows of the memory source for any records and requests',
      async run() {
        const fc = await loadFastCheck();
        const sets = fc.tuple(randomTables(fc), randomRequests(fc, subject.entities ?? allEntities));
        const found = await findCounterexample(
          fc,
          sets,
          ([all, sketches]) => {
            const tables = heldBy(subject, all);
            return over(tables, (source) => holdTo(subject, source, tables, drawn(sketches, tables)));
          },
          { runs, seed },
        );
        if (found) throw failureOf(found, heldBy(subject, found.value[0]));
      },
    },
    {
      name: 'prints the same text as the memory source for any records and parameters',
      async run() {
        const fc = await loadFastCheck();
        const printer = new Printer(subject);
        const found = await findCounterexample(
          fc,
          fc.tuple(randomTables(fc), randomPrinting(fc)),
          ([all, printing]) => {
            const tables = heldBy(subject, all);
            return over(tables, (source) => holdToText(printer, subject, source, tables, printing));
          },
          { runs: Math.ceil(runs / 4), seed },
        );
        if (found) throw failureOf(found, heldBy(subject, found.value[0]));
      },
    },
  ];
}

/** Over no records every source is right. */
function refuseNothing({ entities = allEntities }: SourceSubject, tables: Tables): void {
  const bare = entities.filter((entity) => rowsOf(tables, entity).length === 0);
  if (bare.length === 0) return;
  throw new ContractFailure(
    `carries() left no ${bare.join(', no ')}: leave out of entities what the source does not have`,
  );
}

function failureOf<T>({ error, runs, seed }: Counterexample<T>, tables: Tables): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const message = [
    reason,
    `with these records:\n${indented(shownTables(tables))}`,
    `(found after ${runs} other sets; again with { seed: ${seed} })`,
  ].join('\n');
  return new ContractFailure(message, { cause: error });
}
