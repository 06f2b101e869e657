import { entities as allEntities } from '../data/entities.js';
import type { DataRequest } from '../data/request.js';
import type { Tables } from '../sources/memory.js';
import type { ContractTest } from './contract.js';
import * as lists from './fixed-lists.js';
import * as fixed from './fixed-requests.js';
import { answerable, ask, ContractFailure, holdTo, withSource } from './hold.js';
import { get, list } from './requests.js';
import { shown } from './shown.js';
import type { SourceSubject } from './subject.js';

/** What a source does beside giving the right answers. */
export function behaviourTests(subject: SourceSubject, tables: Tables): readonly ContractTest[] {
  const make = () => subject.make(tables);
  return [
    {
      name: 'refuses to begin once it was aborted',
      run: () =>
        withSource(make, async (source) => {
          const requests = answerable(subject, fixed.wholeRows);
          const outcome = await source.fetch(requests, { signal: AbortSignal.abort() }).then(
            () => 'resolved',
            () => 'rejected',
          );
          if (outcome === 'resolved') {
            throw new ContractFailure('fetch answered although its signal was aborted: it has to reject');
          }
          await holdTo(subject, source, tables, fixed.wholeRows);
        }),
    },
    {
      name: 'stops, or ends, when it is aborted on its way, and goes on afterwards',
      run: () =>
        withSource(make, async (source) => {
          const control = new AbortController();
          const requests = answerable(subject, fixed.wholeRows);
          const running = source.fetch(requests, { signal: control.signal }).then(
            (answers) => answers.length,
            () => requests.length,
          );
          control.abort();
          if ((await running) !== requests.length)
            throw new ContractFailure('fetch lost answers when aborted');
          await holdTo(subject, source, tables, fixed.wholeRows);
        }),
    },
    {
      name: 'answers several calls at once as if each were alone',
      run: () =>
        withSource(make, async (source) => {
          const calls = [
            fixed.lookAlikes,
            lists.everyFilter,
            fixed.wholeRows,
            lists.everyOrder,
            fixed.someFields,
          ];
          await Promise.all(
            [...calls, ...calls].map((requests) => holdTo(subject, source, tables, requests)),
          );
        }),
    },
    {
      name: 'answers no requests with no answers',
      run: () => withSource(make, async (source) => void (await ask(source, []))),
    },
    {
      name: 'can be closed twice',
      async run() {
        const source = await make();
        await ask(source, answerable(subject, [get('deal', 'id', '7')]));
        await source.close?.();
        await source.close?.();
      },
    },
    ...failureTest(subject, tables),
  ];
}

function failureTest(subject: SourceSubject, tables: Tables): readonly ContractTest[] {
  const { makeFailing, entities = allEntities } = subject;
  const failing = entities.includes('deal') ? 'deal' : entities[0];
  if (!makeFailing || failing === undefined) return [];
  return [
    {
      name: 'answers what it cannot read with an error, in words without data, and spoils no other answer',
      run: () =>
        withSource(
          () => makeFailing(tables, failing),
          async (source) => {
            const [failed, others] = parted(answerable(subject, fixed.wholeRows), failing);
            const answers = await ask(source, [...failed, ...others]);
            for (const [index, request] of failed.entries()) {
              const answer = answers[index];
              if (!answer || !('error' in answer)) {
                throw new ContractFailure(`${shown(request)}\nwas answered although it cannot be read`);
              }
              if (/4711|ann@example|ORD-1/.test(answer.error)) {
                throw new ContractFailure(`the error holds data of records: ${answer.error}`);
              }
            }
            await holdTo(subject, alongside(source, failed), tables, others);
          },
        ),
    },
  ];
}

function parted(requests: readonly DataRequest[], entity: string): readonly [DataRequest[], DataRequest[]] {
  const failed = [...requests.filter((one) => one.entity === entity), ...(entity === 'deal' ? deals : [])];
  return [failed, requests.filter((one) => one.entity !== entity)];
}

const deals = [get('deal', 'custom_id', '4711'), get('deal', 'custom_id', 'ORD-1'), list({ limit: 1 })];

/** The same source, asked each time for what fails as well. */
const alongside = (source: Awaited<ReturnType<SourceSubject['make']>>, failed: readonly DataRequest[]) => ({
  fetch: async (requests: readonly DataRequest[]) =>
    (await source.fetch([...failed, ...requests], {})).slice(failed.length),
});
