/** How a text is encoded already, so that the place it goes to knows what is left to do. */
export type Encoding = 'html' | 'url' | 'js';

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
