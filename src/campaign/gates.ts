import { keyText } from '../data/keys.js';
import type { Row } from '../data/request.js';
import type { Code, Params } from '../diagnostics/catalogue.js';
import { DigestSet, digestOf } from './digest-set.js';
import { addressOf, attributeOf, type Candidate, foldAddress, type Reason, reasonOf } from './receiver.js';

/** What decides, before anything is rendered, who gets no message. */
export interface GateOptions {
  /** The attribute that says whether a contact agreed; absent for messages that need no consent. */
  readonly consent?: string | undefined;
  /** The attribute that the message is sent to, and what it is called; absent where nothing tells. */
  readonly address?: { readonly attribute: string; readonly noun: string } | undefined;
  readonly suppressed?: Suppressed | undefined;
}

/** Who is on a list of those that get nothing. */
export interface Suppressed {
  has(row: Row): boolean;
}

/**
 * The gates of one campaign in the order of its audience. They remember whom they have let through as digests, which
 * are given back so that they can be kept, and restored after a stop.
 */
export class Gates {
  readonly #seen = new DigestSet();

  constructor(readonly options: GateOptions) {}

  /** @param digests what `check` added in earlier runs */
  restore(digests: Buffer): void {
    for (let at = 0; at + 16 <= digests.length; at += 16) this.#seen.add(digests.subarray(at, at + 16));
  }

  /** Why this one gets nothing; undefined for who does. @param added gets the digests to keep */
  check({ key, row, fault }: Candidate, added: Buffer[]): Reason | undefined {
    if (!this.#first(`${row === undefined ? 'unknown' : 'receiver'} ${key}`, added))
      return skipped('receiver-repeated', {});
    if (fault !== undefined) return fault;
    if (row === undefined) return undefined;
    const { consent, address, suppressed } = this.options;
    if (consent !== undefined && !isGiven(attributeOf(row, consent))) {
      return skipped('no-consent', { attribute: consent });
    }
    const given = address && addressOf(row, address.attribute);
    if (address !== undefined && given === undefined) {
      return skipped('no-address', { noun: address.noun });
    }
    if (suppressed?.has(row)) return skipped('suppressed', {});
    if (given !== undefined && !this.#first(`address ${foldAddress(given)}`, added)) {
      return skipped('same-address', { noun: address?.noun ?? '' });
    }
    return undefined;
  }

  #first(text: string, added: Buffer[]): boolean {
    const digest = digestOf(text);
    const first = this.#seen.add(digest);
    if (first) added.push(digest);
    return first;
  }
}

const skipped = <C extends Code>(code: C, params: Params<C>): Reason => reasonOf('skipped', code, params);

/** What counts as consent: true, 1, and their texts in any case. Everything else does not. */
export function isGiven(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = keyText(value)?.trim().toLowerCase();
  return text === 'true' || text === '1';
}

/** Addresses, custom_ids and `id:N`, as they stand in a list, held as digests. */
export class SuppressedSet implements Suppressed {
  readonly #names = new DigestSet();

  add(name: string): void {
    const text = name.trim();
    if (text === '') return;
    this.#names.add(digestOf(text));
    this.#names.add(digestOf(`folded ${foldAddress(text)}`));
  }

  get size(): number {
    return this.#names.size;
  }

  has(row: Row): boolean {
    const email = keyText(attributeOf(row, 'email'));
    const id = keyText(attributeOf(row, 'id'));
    const names = [keyText(attributeOf(row, 'custom_id')), id === undefined ? undefined : `id:${id}`];
    return (
      (email !== undefined && this.#names.has(digestOf(`folded ${foldAddress(email)}`))) ||
      names.some((name) => name !== undefined && this.#names.has(digestOf(name)))
    );
  }
}
