/**
 * How a text is encoded already, so that the place it goes to knows what is left to do. `markup`: as the markup of
 * the message's own channel, in its plain text; `markup-code` and the like: in that place of it.
 */
export type Encoding = 'html' | 'html-escaped' | 'html-text' | 'url' | 'js' | 'markup' | `markup-${string}`;

/**
 * Whether a text is HTML. `html`: its author vouches for it, wherever it is printed. Where places differ there are
 * two more: `html-escaped` is text with character references, `html-text` markup that a filter made or a tag kept,
 * which is markup in text only.
 */
export const isHtml = (encoding: Encoding | undefined): boolean =>
  encoding === 'html' || encoding === 'html-escaped' || encoding === 'html-text';

/** The encoding of two pieces of HTML together: the less of the two is vouched for. */
export const togetherAs = (one: Encoding, other: Encoding): Encoding =>
  one === 'html-text' || other === 'html-text' ? 'html-text' : one === 'html' ? other : one;

/** What is printed in place of a value that may not stand somewhere, and what it was taken for there. */
export interface Blocked {
  readonly text: string;
  readonly as: 'address' | 'style';
}

/** Where in a message a value goes, and what it must look like there to be read as itself. */
export interface Place {
  /** Makes a plain text readable as itself. Linear in its length. */
  escape(text: string): string;
  /** The encoding whose `SafeText` is printed as it stands; undefined where there is no markup to speak. */
  readonly encoding: Encoding | undefined;
  /** What an encoded text looks like here; absent where only that of the place's encoding is left as it is. */
  encoded?(text: SafeText): string;
  /** Even numbers, dates and what is absent are escaped here. */
  readonly strict?: boolean;
  /** What is printed instead of a text that may not stand here. */
  readonly blocked?: Blocked;
}

/** An encoded text as it is printed in a place: never encoded twice, and never less than the place wants. */
export function printSafe(safe: SafeText, place: Place): string {
  if (place.encoded !== undefined) return place.encoded(safe);
  if (place.encoding === undefined || safe.encoding === place.encoding) return safe.text;
  return place.escape(safe.text);
}

/**
 * Text that must not be escaped again where it goes to a place of its encoding: Django's `SafeString`.
 * Holding one is a promise of whoever made it.
 *
 * @example new SafeText('<b>x</b>') // HTML, printed as it stands in an HTML message
 */
export class SafeText {
  constructor(
    readonly text: string,
    readonly encoding: Encoding = 'html',
  ) {}

  toString(): string {
    return this.text;
  }
}

/** Whether an encoding is that of a chat channel's own markup. */
export const isMarkup = (encoding: Encoding | undefined): boolean => encoding?.startsWith('markup') ?? false;
