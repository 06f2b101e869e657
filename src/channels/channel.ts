import type { Encoding } from '../values/safe-text.js';

/**
 * A channel: where a message goes, and what a value must look like there so that it is read as itself.
 *
 * @example defineChannel({ name: 'csv', encoding: undefined, escape: quote, tagLines: 'keep' })
 */
export interface Channel {
  readonly name: string;
  /** Makes a plain text readable as itself in this channel. Linear in its length. */
  escape(text: string): string;
  /** The encoding whose `SafeText` is printed as it stands; undefined where there is no markup to speak. */
  readonly encoding: Encoding | undefined;
  /** What becomes of a line that holds nothing but white space and tags that print nothing. */
  readonly tagLines: 'keep' | 'drop';
}

/** Checks nothing at run time: it gives the definition its type. */
export const defineChannel = (definition: Channel): Channel => definition;
