import type { Code, Params } from '../diagnostics/catalogue.js';
import type { Place } from '../values/safe-text.js';
import type { Markup } from './markup.js';

/**
 * A channel: where a message goes, and what a value must look like there so that it is read as itself.
 *
 * @example defineChannel({ name: 'csv', encoding: undefined, escape: quote, tagLines: 'keep' })
 */
export interface Channel extends Place {
  readonly name: string;
  /** What becomes of a line that holds nothing but white space and tags that print nothing. */
  readonly tagLines: 'keep' | 'drop';
  /** How the author's own text is read, where the place of a value decides what it must look like there. */
  readonly markup?: Markup;
  readonly limit?: LengthLimit;
  /** Whether the channel refuses a message that its markup finds faults in; else they are nobody's concern. */
  readonly strict?: boolean;
  /** What is worth knowing of the characters of a text, be it the author's or a value. */
  readonly characters?: (text: string) => readonly CharacterRemark[];
}

/** How long a message may be. */
export interface LengthLimit {
  /** What is counted, in the plural: 'characters'. */
  readonly unit: string;
  /** A message beyond it fails. */
  readonly most: number;
  /** A message beyond it is warned of. */
  readonly advised?: number;
  /** The length of a finished message, or of a part of one. */
  measure(text: string): number;
  /** How much a part of a message takes, and what is left of the unit that it ends in: for `check` to tell. */
  room?(text: string): Remark;
}

/** A diagnostic that has no place yet. */
export interface Remark {
  readonly code: Code;
  readonly params: unknown;
}

/** A character that a channel has something to say of. */
export interface CharacterRemark {
  /** Where in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** What to write instead, where something else reads the same. */
  readonly instead?: string;
}

export const remark = <C extends Code>(code: C, params: Params<C>): Remark => ({ code, params });

/** Checks nothing at run time: it gives the definition its type. */
export const defineChannel = (definition: Channel): Channel => definition;
