import { endWithout, startWithout } from './white-space.js';

/** Python's white space of ASCII; JavaScript's has no separators of files, groups and records. */
const space = `${String.fromCharCode(0x1c)}-${String.fromCharCode(0x1f)}\\s`;
const dropped = new RegExp(`[^\\w${space}-]`, 'g');
const joint = new RegExp(`[-${space}]+`, 'g');
const foreign = /[^\0-\x7f]/gu;

/** Django's `slugify`: `Joël is a slug!` is `joel-is-a-slug`. */
export function slugOf(text: string): string {
  // Character by character: as a whole, a long run of marks takes the square of its length.
  const ascii = text.replace(foreign, (one) => one.normalize('NFKD').replace(foreign, ''));
  const joined = ascii.toLowerCase().replace(dropped, '').replace(joint, '-');
  return joined.slice(startWithout(joined, '-_'), endWithout(joined, '-_'));
}
