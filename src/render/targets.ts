import { models } from '../data/entities.js';
import type { Entity } from '../data/model.js';
import { DataRecord, isKnownRecord, type Readable } from '../data/record.js';
import type { Fields, GetRequest } from '../data/request.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';
import type { Asker } from '../values/members.js';
import { PENDING, type Value } from '../values/value.js';
import type { Answers } from './answers.js';
import { identify } from './roots.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * Whom and what a message is for, as the caller says it: a record, or a text that names one. A contact is
 * named by custom_id, e-mail address or `id:N`; a deal by custom_id or `id:N`.
 */
export interface Target {
  readonly receiver?: string | Row | undefined;
  /** The deal that set the message off. */
  readonly deal?: string | Row | undefined;
  /** The event that set the message off. */
  readonly event?: Row | undefined;
}

/** The same with its records. */
export interface Resolved {
  readonly receiver: DataRecord | undefined;
  readonly deal: DataRecord | undefined;
  readonly event: DataRecord | undefined;
}

/**
 * Finds the records that a target names, without fetching. A message that a deal or an event set off goes
 * to its contact unless it names a receiver.
 *
 * @param fields what is read of a record of that kind; undefined for everything
 * @returns the records, or the diagnostic that says which is not there; pending where one has to be fetched
 */
export function resolveTarget(
  target: Target,
  answers: Answers,
  fields: (entity: Entity) => Fields | undefined,
): Resolved | Diagnostic | typeof PENDING {
  if (target.event !== undefined && !isObject(target.event)) return named('event-not-object', '', {});
  let failure: string | undefined;
  const asker: Asker = {
    ask(request) {
      const answer = answers.find(request as GetRequest, fields((request as GetRequest).entity));
      if (answer === undefined) return PENDING;
      if ('value' in answer) return answer.value;
      failure ??= answer.error;
      return null;
    },
  };
  const deal = find('deal', target.deal, asker, answers.settings.readable);
  const given = find('contact', target.receiver, asker, answers.settings.readable);
  if (deal === PENDING || given === PENDING) return PENDING;
  const event = target.event && new DataRecord(models.event, target.event, answers.settings.readable);
  // An event comes with its data, and needs no source unless it names a contact that there may be.
  const trigger = isKnownRecord(deal) ? deal : answers.settings.source && event;
  const receiver = given === undefined && trigger ? trigger.relation('contact', asker) : given;
  if (receiver === PENDING) return PENDING;
  if (failure !== undefined) return named('source-failed', target, { what: 'the receiver', reason: failure });
  if (deal === null) return named('unknown-deal', target.deal, { deal: String(target.deal) });
  if (given === null)
    return named('unknown-receiver', target.receiver, { receiver: String(target.receiver) });
  return {
    receiver: isKnownRecord(receiver) ? receiver : undefined,
    deal: isKnownRecord(deal) ? deal : undefined,
    event,
  };
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The record; null where there is none of that name; undefined where none is wanted. */
function find(
  entity: 'contact' | 'deal',
  wanted: string | Row | undefined,
  asker: Asker,
  readable: Readable | undefined,
): Value {
  if (wanted === undefined) return undefined;
  // A program that is not type-checked may pass a bare number: that names nobody.
  if (wanted === null || (typeof wanted !== 'string' && typeof wanted !== 'object')) return null;
  if (typeof wanted !== 'string') {
    return new DataRecord(models[entity], wanted, readable);
  }
  const found = identify(entity, wanted).map((request) => asker.ask(request));
  if (found.includes(PENDING)) return PENDING;
  return found.find((value) => value !== null) ?? null;
}

/** A diagnostic that points into the name that was given: there is no place in the template to blame. */
function named(
  code: 'unknown-deal' | 'unknown-receiver' | 'event-not-object' | 'source-failed',
  text: unknown,
  params: Parameters<typeof diagnose>[1],
): Diagnostic {
  const name = typeof text === 'string' ? text : '';
  const what = code === 'unknown-deal' ? 'deal' : code === 'event-not-object' ? 'event' : 'receiver';
  const source = new SourceText(what, name);
  return diagnose(code, params as never, { source, range: { start: 0, end: name.length } });
}
