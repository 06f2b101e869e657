import { requestKey } from '../../data/keys.js';
import type { GetRequest, Row } from '../../data/request.js';
import { reasonOf as fileReason } from '../../sources/reason.js';
import { campaignError } from '../campaign-error.js';
import { type Candidate, keyOfContact, reasonOf } from '../receiver.js';
import { type Asking, ask } from './ask.js';
import type { Audience, Cursor, Page } from './audience.js';
import { type ListFile, type NamedRow, namedRows, placeOfFault } from './named-rows.js';

/**
 * The contacts that a file names, in its order: an id a line, or a column or attribute id, custom_id or email. Those
 * that there are not have failed.
 *
 * @param rows how many it has, where that is known
 */
export const listedContacts = (asking: Asking, file: ListFile, rows?: number): Audience => ({
  name: file.name,
  pages: (from, size) => pages(asking, file, from?.kind === 'file' ? from : undefined, size),
  count: async () => rows,
});

async function* pages(
  asking: Asking,
  file: ListFile,
  from: Extract<Cursor, { kind: 'file' }> | undefined,
  size: number,
): AsyncGenerator<Page, void, undefined> {
  let waiting: NamedRow[] = [];
  let read = from?.read ?? 0;
  const page = async (some: readonly NamedRow[]): Promise<Page> => {
    read += some.length;
    const place = some.at(-1)?.end;
    if (place === undefined) throw new Error('an empty page');
    return { candidates: await candidates(asking, some, read), cursor: { kind: 'file', place, read } };
  };
  const rows = namedRows(file, from?.place);
  for (;;) {
    const step = await rows.next().catch((error: unknown) => {
      const reason = fileReason(error);
      throw campaignError('audience-unreadable', { audience: file.name, reason }, file.name);
    });
    if (step.done) break;
    waiting.push(...step.value.rows);
    for (; waiting.length >= size; waiting = waiting.slice(size)) yield await page(waiting.slice(0, size));
    if (step.value.broken === undefined) continue;
    if (waiting.length > 0) yield await page(waiting);
    const { message } = step.value.broken;
    const reason = `${placeOfFault(step.value.broken)}: ${message}`;
    throw campaignError('audience-unreadable', { audience: file.name, reason }, file.name);
  }
  if (waiting.length > 0) yield await page(waiting);
}

type Found = { readonly row: Row } | { readonly error: string };

/** Looks for all of them at once; by its next key, where one has several, for whom the first finds nobody. */
async function candidates(asking: Asking, rows: readonly NamedRow[], read: number): Promise<Candidate[]> {
  const found = new Map<NamedRow, Found>();
  for (let turn = 0; ; turn++) {
    const wanted = new Map<string, GetRequest>();
    const asked = rows.flatMap((row) => {
      const request = 'requests' in row.named ? row.named.requests[turn] : undefined;
      if (request === undefined || found.has(row)) return [];
      wanted.set(requestKey(request), request);
      return [{ row, key: requestKey(request) }];
    });
    if (asked.length === 0) break;
    const answers = await ask(asking, [...wanted.values()]);
    const byKey = new Map([...wanted.keys()].map((key, index) => [key, answers[index]]));
    for (const { row, key } of asked) {
      const answer = byKey.get(key);
      if (answer === undefined || 'stats' in answer) continue;
      if ('error' in answer) found.set(row, { error: answer.error });
      else if (answer.rows[0] !== undefined) found.set(row, { row: answer.rows[0] });
    }
  }
  return rows.map((row, index) => candidateOf(row, found.get(row), read - rows.length + index + 1));
}

function candidateOf({ named, at }: NamedRow, found: Found | undefined, nth: number): Candidate {
  if ('fault' in named) {
    const { code, message } = named.fault;
    const fault = { outcome: 'failed', code, reason: message, place: at } as const;
    return { key: `row ${nth}`, fault };
  }
  const { key } = named;
  if (found === undefined)
    return { key, fault: reasonOf('failed', 'unknown-receiver', { receiver: key }, at) };
  if ('error' in found) {
    return { key, fault: reasonOf('failed', 'receiver-unfindable', { reason: found.error }, at) };
  }
  return { key: keyOfContact(found.row, nth), row: found.row };
}
