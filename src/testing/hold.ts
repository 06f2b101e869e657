import { isRow } from '../data/keys.js';
import type { DataRequest } from '../data/request.js';
import type { DataAnswer, DataSource, FetchOptions } from '../data/source.js';
import type { Tables } from '../sources/memory.js';
import { Measure } from './measure.js';
import { shown } from './shown.js';
import type { SourceSubject } from './subject.js';

/** A source did not do what the contract asks of it. The message is made to be read. */
export class ContractFailure extends Error {
  override readonly name = 'ContractFailure';
}

/** Makes a source, works with it and closes it. */
export async function withSource<T>(
  make: () => DataSource | Promise<DataSource>,
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  const source = await make();
  try {
    return await work(source);
  } finally {
    await source.close?.();
  }
}

/**
 * Holds a source's answers against those of the memory source.
 *
 * @param tables as the source holds them
 * @throws {ContractFailure} with the first request that was answered otherwise
 */
export async function holdTo(
  subject: SourceSubject,
  source: DataSource,
  tables: Tables,
  all: readonly DataRequest[],
): Promise<void> {
  const requests = answerable(subject, all);
  const answers = await ask(source, requests);
  const measure = new Measure(tables);
  const expected = await measure.expected(requests);
  for (const [index, request] of requests.entries()) {
    const answer = answers[index];
    if (answer && 'error' in answer && subject.refuses?.(request)) continue;
    const given = measure.finished(request, answer);
    if (given === expected[index]) continue;
    throw new ContractFailure(
      [
        `request ${index + 1} of ${requests.length}: ${shown(request)}`,
        `expected:\n${indented(expected[index] ?? '')}`,
        `given${appliedText(answer)}:\n${indented(given)}`,
      ].join('\n'),
    );
  }
}

/** The requests for kinds of records that the source has. */
export const answerable = <R extends DataRequest>(
  { entities }: SourceSubject,
  requests: readonly R[],
): readonly R[] => requests.filter((request) => !entities || entities.includes(request.entity));

/**
 * The answers, one a request and well-formed. The requests are frozen: they are the engine's.
 *
 * @throws {ContractFailure} where it rejects, or there are more or fewer answers, or one is none
 */
export async function ask(
  source: DataSource,
  requests: readonly DataRequest[],
  options: FetchOptions = {},
): Promise<readonly DataAnswer[]> {
  let answers: readonly DataAnswer[];
  try {
    answers = await source.fetch(frozen(requests), options);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new ContractFailure(
      `fetch rejected, which fails every request; one that fails is an answer of its own:\n${indented(reason)}`,
    );
  }
  if (!Array.isArray(answers) || answers.length !== requests.length) {
    const count = Array.isArray(answers) ? `${answers.length} answers` : 'no list';
    throw new ContractFailure(`fetch gave ${count} for ${requests.length} requests`);
  }
  for (const [index, answer] of answers.entries()) {
    const fault = faultOf(answer);
    if (fault === undefined) continue;
    throw new ContractFailure(`the answer to ${shown(requests[index])}\n${fault}: ${shown(answer)}`);
  }
  return answers;
}

function faultOf(answer: DataAnswer | undefined): string | undefined {
  if (!isRow(answer)) return 'is no plain object';
  if ('error' in answer) {
    const { error, retryable, retryAfter } = answer;
    if (typeof error !== 'string' || error === '') return 'has an error without words';
    if (retryable !== undefined && typeof retryable !== 'boolean')
      return 'has a retryable that is no boolean';
    const wait = retryAfter === undefined || (typeof retryAfter === 'number' && retryAfter >= 0);
    return wait ? undefined : 'has a retryAfter that is no number of milliseconds';
  }
  if ('stats' in answer) return Array.isArray(answer.stats) ? undefined : 'has stats that are no list';
  if (!('rows' in answer) || !Array.isArray(answer.rows)) return 'has neither rows nor an error';
  if (!answer.rows.every(isRow)) return 'has a row that is no plain object';
  const applied: unknown = answer.applied;
  const told =
    isRow(applied) && ['filter', 'order', 'limit'].every((one) => typeof applied[one] === 'boolean');
  return told ? undefined : 'does not say what it applied';
}

/** What the source says that it did itself: the first thing to look at when rows are wrong. */
function appliedText(answer: DataAnswer | undefined): string {
  if (!answer || !('applied' in answer)) return '';
  const done = (['filter', 'order', 'limit'] as const).filter((one) => answer.applied[one]);
  return done.length === 0 ? ' (it applied nothing)' : ` (it applied ${done.join(', ')})`;
}

function frozen<T>(value: T): T {
  if (Array.isArray(value)) value.forEach(frozen);
  else if (isRow(value)) Object.values(value).forEach(frozen);
  else return value;
  return Object.freeze(value);
}

export const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
