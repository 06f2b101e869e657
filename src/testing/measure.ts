import { textOf } from '../data/comparable.js';
import { models } from '../data/entities.js';
import { fieldNamed, readAttribute } from '../data/fields.js';
import type { Entity } from '../data/model.js';
import type { DataRequest, Fields, Row, StatsRequest } from '../data/request.js';
import { select } from '../data/select.js';
import type { DataAnswer, RowsAnswer, StatsGroup } from '../data/source.js';
import { listOfStats, summarise } from '../data/stats.js';
import { memorySource, type Tables } from '../sources/memory.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';
import { shown } from './shown.js';
import { resolver, rowsOf } from './tables.js';

/**
 * What an engine makes of a source's answers, as text to compare: after it has filtered, ordered, cut and
 * computed what the source left to it.
 */
export class Measure {
  readonly #resolve: ReturnType<typeof resolver>;

  constructor(readonly tables: Tables) {
    this.#resolve = resolver(tables);
  }

  /** What it must come to: what the memory source gives. One text for each request, a line for each row. */
  async expected(requests: readonly DataRequest[]): Promise<readonly string[]> {
    const answers = await memorySource(this.tables).fetch(requests, {});
    return requests.map((request, index) => this.finished(request, answers[index]));
  }

  finished(request: DataRequest, answer: DataAnswer | undefined): string {
    if (answer === undefined) return 'no answer';
    if ('error' in answer) return `error: ${answer.error}`;
    if ('stats' in answer) {
      return request.kind === 'stats' ? this.#stats(answer.stats, request) : 'numbers instead of rows';
    }
    if (request.kind === 'stats')
      return this.#stats(summarise(this.#rows(request, answer), request), request);
    const rows = request.kind === 'get' ? answer.rows : this.#rows(request, answer);
    return lines(rows.map((row) => shown(picked(request.entity, row, request.fields))));
  }

  #rows(request: Exclude<DataRequest, { kind: 'get' }>, { rows, applied }: RowsAnswer): readonly Row[] {
    const list = request.kind === 'stats' ? listOfStats(request) : request;
    return select(rows, list, applied, this.#resolve);
  }

  /** Of equal numbers that are written differently (2.5 and 2.50) either may be the smallest or largest. */
  #stats(groups: readonly StatsGroup[], request: StatsRequest): string {
    const spellings = this.#spellings(request);
    const spelt = (value: ScaledDecimal | null): string =>
      value && spellings.get(numeric(value))?.includes(String(value))
        ? `${numeric(value)} as stored`
        : shown(value);
    return lines(
      groups.map(({ min, max, ...rest }) => `${shown(rest)}, min ${spelt(min)}, max ${spelt(max)}`),
    );
  }

  #spellings({ entity, of }: StatsRequest): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    if (of === undefined) return found;
    for (const row of rowsOf(this.tables, entity)) {
      const read = ScaledDecimal.parse(textOf(readAttribute(models[entity], row, of)) ?? '');
      if (read) found.set(numeric(read), [...(found.get(numeric(read)) ?? []), String(read)]);
    }
    return found;
  }
}

const numeric = (value: ScaledDecimal): string => value.value.toFixed();
const lines = (texts: readonly string[]): string => (texts.length === 0 ? 'nothing' : texts.join('\n'));

/** The whole row; where attributes are named those and the id, whichever of its spellings the row uses. */
function picked(entity: Entity, row: Row, fields: Fields | undefined): Row {
  if (fields === undefined) return row;
  const model = models[entity];
  const names = new Set(['id', ...fields].map((name) => fieldNamed(model, name)?.name ?? name));
  return Object.fromEntries([...names].map((name) => [name, readAttribute(model, row, name)]));
}
