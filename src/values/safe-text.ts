/**
 * How a text is encoded already, so that the place it goes to knows what is left to do. `markup`: as the markup of
 * the message's own channel, in its plain text; `markup-code` and the like: in that place of it.
 */
export type Encoding = 'html' | 'url' | 'js' | 'markup' | `markup-${string}`;

/** Where in a message a value goes, and what it must look like there to be read as itself. */
export interface Place {
  /** Makes a plain text readable as itself. Linear in its length. */
  escape(text: string): string;
  /** The encoding whose `SafeText` is printed as it stands; undefined where there is no markup to speak. */
  readonly encoding: Encoding | undefined;
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
