import type { DataRequest } from '../../src/data/request.js';
import { allApplied } from '../../src/data/select.js';
import type { DataAnswer, DataSource } from '../../src/data/source.js';
import { memorySource, type Tables } from '../../src/sources/memory.js';
import { shown } from '../../src/testing/shown.js';
import { type Broken, fullSource, withFaults } from './full-source.js';

const keys = 'finds records by every key';
const owners = "finds each owner's records";

/** Sources that give the right records in the wrong way. */
export const wrongManners: readonly Broken[] = [
  {
    fault: 'the answers stand in another order',
    caughtBy: keys,
    make: withFaults({ answers: (answers) => answers.reverse() }),
  },
  {
    fault: 'requests of one owner are taken for one another',
    caughtBy: 'finds each owner',
    make: withFaults({
      answers: (answers, requests) => {
        const known = new Map<string, DataAnswer>();
        return answers.map((answer, index) => {
          const request = requests[index];
          if (request?.kind !== 'list') return answer;
          const key = shown([request.entity, request.owner, request.where]);
          known.set(key, known.get(key) ?? answer);
          return known.get(key) ?? answer;
        });
      },
    }),
  },
  {
    fault: 'it says that it applied what it did not',
    caughtBy: owners,
    make: (tables) => ({
      fetch: async (requests, options) =>
        (await memorySource(tables).fetch(requests, options)).map((answer) =>
          'rows' in answer ? { ...answer, applied: allApplied } : answer,
        ),
    }),
  },
  {
    fault: 'it gives one page',
    caughtBy: 'gives all of many records',
    make: withFaults({ owned: (rows) => rows.slice(0, 100) }),
  },
  {
    fault: 'an unknown attribute is an error',
    caughtBy: 'knows nothing of an attribute',
    make: withFaults({
      answer: (answer, request) =>
        request.kind === 'list' && request.order.field === 'ca_nowhere'
          ? { error: 'no such column' }
          : answer,
    }),
  },
  {
    fault: 'it quotes names by hand',
    caughtBy: 'takes names and values',
    make: withFaults({
      answer: (answer, request) =>
        /drop table/.test(shown(request)) && request.kind === 'list' ? { error: 'syntax error' } : answer,
    }),
  },
  {
    fault: 'a request that fails fails all',
    caughtBy: 'takes names and values',
    make: withFaults({
      before: (requests) => {
        if (/\\\\'/.test(shown(requests))) throw new Error('syntax error');
      },
    }),
  },
  {
    fault: 'the signal is not looked at',
    caughtBy: 'refuses to begin once it was aborted',
    make: withFaults({ before: () => undefined }),
  },
  {
    fault: 'an abort is for ever',
    caughtBy: 'refuses to begin once it was aborted',
    make: (tables) => abortedForEver(tables),
  },
  {
    fault: 'calls at the same time share their answers',
    caughtBy: 'answers several calls at once',
    make: (tables) => sharedState(tables),
  },
  {
    fault: 'it sorts the requests in place',
    caughtBy: keys,
    make: withFaults({ before: (requests) => void (requests as DataRequest[]).reverse() }),
  },
  {
    fault: 'nothing to ask for is an error',
    caughtBy: 'answers no requests',
    make: withFaults({
      before: (requests, { signal }) => {
        signal?.throwIfAborted();
        if (requests.length === 0) throw new Error('empty');
      },
    }),
  },
  {
    fault: 'it cannot be closed twice',
    caughtBy: 'can be closed twice',
    make: (tables) => closedOnce(tables),
  },
  {
    fault: 'one failure spoils the others',
    caughtBy: 'answers what it cannot read',
    make: (tables) => fullSource(tables),
    makeFailing: (tables, entity) =>
      fullSource(tables, {
        answers: (answers, requests) =>
          requests.some((one) => one.entity === entity) ? requests.map(() => ({ error: 'failed' })) : answers,
      }),
  },
  {
    fault: 'what cannot be read is given as nothing',
    caughtBy: 'answers what it cannot read',
    make: (tables) => fullSource(tables),
    makeFailing: (tables, entity) =>
      fullSource(tables, {
        answer: (answer, request) => (request.entity === entity ? { rows: [], applied: allApplied } : answer),
      }),
  },
  {
    fault: 'an error tells the key of a record',
    caughtBy: 'answers what it cannot read',
    make: (tables) => fullSource(tables),
    makeFailing: (tables, entity) =>
      fullSource(tables, {
        answer: (answer, request) =>
          request.entity === entity ? { error: `no answer to ${shown(request)}` } : answer,
      }),
  },
  {
    fault: 'a retry is a text',
    caughtBy: 'answers what it cannot read',
    make: (tables) => fullSource(tables),
    makeFailing: (tables, entity) =>
      fullSource(tables, {
        answer: (answer, request) =>
          request.entity === entity ? ({ error: 'too many requests', retryAfter: '2' } as never) : answer,
      }),
  },
];

function abortedForEver(tables: Tables): DataSource {
  let aborted = false;
  return {
    fetch(requests, options) {
      aborted ||= options.signal?.aborted === true;
      return aborted ? Promise.reject(new Error('aborted')) : fullSource(tables).fetch(requests, options);
    },
  };
}

function sharedState(tables: Tables): DataSource {
  let answers: readonly DataAnswer[] = [];
  return {
    async fetch(requests, options) {
      answers = await fullSource(tables).fetch(requests, options);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return requests.map((_, index) => answers[index] ?? { error: 'lost' });
    },
  };
}

function closedOnce(tables: Tables): DataSource {
  let open = true;
  return {
    ...fullSource(tables),
    close: async () => {
      if (!open) throw new Error('closed already');
      open = false;
    },
  };
}
