import { models } from '../data/entities.js';
import { readAttribute } from '../data/fields.js';
import { keyText } from '../data/keys.js';
import type { Row } from '../data/request.js';
import type { Code, Params } from '../diagnostics/catalogue.js';
import { diagnose } from '../diagnostics/diagnostic.js';
import { caseFold } from '../values/case-fold.js';
import { inFile } from './campaign-error.js';

/** One of the audience, as far as it is known before anything is rendered. */
export interface Candidate {
  /** What `--to` would name: the custom_id, else `id:N`, else the address; what the audience's file says of a contact that is not there. */
  readonly key: string;
  /** The contact; absent where there is none, and `fault` says why. */
  readonly row?: Row;
  readonly fault?: Reason;
}

/** Why a receiver got no message. */
export interface Reason {
  readonly outcome: 'skipped' | 'failed';
  /** What reasons of one kind have in common, for counting them. */
  readonly code: string;
  readonly reason: string;
  /** `order.html:3:5`, where it is a place of the template or of the audience's file. */
  readonly place?: string;
}

/** A reason in the words of the catalogue. */
export function reasonOf<C extends Code>(
  outcome: Reason['outcome'],
  code: C,
  params: Params<C>,
  place?: string,
): Reason {
  const { message } = diagnose(code, params, inFile('campaign'));
  return { outcome, code, reason: message, ...(place !== undefined && { place }) };
}

/** The value of a contact's attribute, standard or custom. */
export const attributeOf = (row: Row, name: string): unknown => readAttribute(models.contact, row, name);

/**
 * What names a contact, always the same: its custom_id, unless that reads as an id; else `id:N`; else the address.
 *
 * @param nth its place in the audience, for a contact that has no key at all
 */
export function keyOfContact(row: Row, nth: number): string {
  const customId = keyText(attributeOf(row, 'custom_id'));
  if (customId !== undefined && !customId.startsWith('id:')) return customId;
  const id = keyText(attributeOf(row, 'id'));
  if (id !== undefined) return `id:${id}`;
  return customId ?? keyText(attributeOf(row, 'email')) ?? `no key, ${nth}`;
}

/**
 * An address as it is compared: without the space around it, in one case, in one Unicode form (RFC 5321 lets only
 * the mailbox's own host tell cases apart, and none does).
 */
export const foldAddress = (address: string): string => caseFold(address.normalize('NFC').trim());

/** What a contact is written to at; undefined where it has nothing there. */
export function addressOf(row: Row, attribute: string): string | undefined {
  const text = keyText(attributeOf(row, attribute))?.trim();
  return text === '' ? undefined : text;
}
