import { comparable, compare, wholeNumber } from '../../data/comparable.js';
import { models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import { keyText } from '../../data/keys.js';
import type { ListRequest, Row, StatsRequest } from '../../data/request.js';
import { select } from '../../data/select.js';
import { campaignError } from '../campaign-error.js';
import { attributeOf, keyOfContact } from '../receiver.js';
import { type Asking, ask } from './ask.js';
import type { Audience, Cursor, Page } from './audience.js';

type At = Extract<Cursor, { kind: 'contacts' }>;

const begin: At = { kind: 'contacts', same: 0, without: 0 };

/**
 * Every contact of a source, by id. A source that cuts a list itself (a database) is asked for a page at a time, each
 * from the id that the page before ended with: nothing is counted past, and a contact that is added or removed
 * meanwhile moves no other. A source that gives all its contacts at once holds them, and is asked once.
 */
export const everyContact = (asking: Asking): Audience => ({
  name: 'all',
  pages: (from, size) => pages(asking, from?.kind === 'contacts' ? from : begin, size),
  count: () => count(asking),
});

async function* pages(asking: Asking, from: At, size: number): AsyncGenerator<Page, void, undefined> {
  let at = from;
  let since = at.last;
  for (;;) {
    const request = after(at, size, since);
    const { rows, cut } = await rowsOf(asking, request, at.last);
    const fresh = unread(rows, at);
    for (let start = 0; start < fresh.length; start += size) {
      const candidates = fresh.slice(start, start + size).map((row) => {
        at = behind(at, row);
        return { key: keyOfContact(row, at.without), row };
      });
      yield { candidates, cursor: at };
    }
    const short = rows.length < (request.limit ?? 0);
    if (!cut || (short && !isNumber(since))) return;
    since = short ? firstText : at.last;
  }
}

/** Ids that are numbers come first, and a condition on one of them leaves out the others. */
const isNumber = (id: string | undefined): boolean => id !== undefined && wholeNumber.test(id);

/** No id that is a text stands before it. */
const firstText = '\u0001';

/** The rows in their order, and whether the source cut them: else they are all that there are. */
async function rowsOf(asking: Asking, request: ListRequest, last: string | undefined) {
  const [answer] = await ask(asking, [request]);
  if (answer === undefined || 'stats' in answer) throw unreadable(noAnswer);
  if ('error' in answer) throw unreadable(answer.error);
  const { rows, applied } = answer;
  if (applied.filter && applied.order && applied.limit) return { rows, cut: true };
  if (applied.filter && request.where.length > 0) return rowsOf(asking, { ...request, where: [] }, last);
  const { limit: _, ...unlimited } = request;
  const named = rows.filter((row) => idOf(row) !== undefined);
  const nameless = rows.filter((row) => idOf(row) === undefined);
  const ordered = select(named, { ...unlimited, where: [] }, applied, () => null);
  return { rows: [...ordered.filter((row) => !isBefore(idOf(row), last)), ...nameless], cut: false };
}

function isBefore(id: string | undefined, last: string | undefined): boolean {
  const [a, b] = [id, last].map((one) => comparable(idField, one, 'UTC'));
  return a !== undefined && b !== undefined && compare(a, b) < 0;
}

const idField = fieldNamed(models.contact, 'id');

const unreadable = (reason: string) => campaignError('audience-unreadable', { audience: 'all', reason });

const noAnswer = 'the source gave no answer';

/** From the last id on, that id included: another contact may have it, where a source allows that. */
function after(at: At, size: number, since: string | undefined): ListRequest {
  return {
    kind: 'list',
    entity: 'contact',
    where: since === undefined ? [] : [{ path: ['id'], lookup: 'gte', value: since }],
    order: { field: 'id', direction: 1 },
    limit: size + at.same,
    timeZone: 'UTC',
  };
}

/** What was not read before: contacts without an id stand last. */
function unread(rows: readonly Row[], { last, same, without }: At): readonly Row[] {
  let passed = 0;
  let idless = 0;
  return rows.filter((row) => {
    const id = idOf(row);
    if (id === undefined) return ++idless > without;
    return id !== last || ++passed > same;
  });
}

function behind(at: At, row: Row): At {
  const id = idOf(row);
  if (id === undefined) return { ...at, without: at.without + 1 };
  return { ...at, last: id, same: id === at.last ? at.same + 1 : 1 };
}

const idOf = (row: Row): string | undefined => keyText(attributeOf(row, 'id'));

async function count(asking: Asking): Promise<number | undefined> {
  const request: StatsRequest = {
    kind: 'stats',
    entity: 'contact',
    where: [],
    timeZone: 'UTC',
    dateField: 'created_at',
  };
  const [answer] = await ask(asking, [request]);
  if (answer === undefined || 'error' in answer) return undefined;
  if ('rows' in answer) return answer.applied.filter ? answer.rows.length : undefined;
  return answer.stats.reduce((sum, group) => sum + group.count, 0);
}
