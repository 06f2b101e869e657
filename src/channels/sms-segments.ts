import { septets } from './gsm7.js';

/** How a text goes over the air. */
export interface SmsSegments {
  /** `gsm-7` where every character is in its alphabet, `ucs-2` (UTF-16) where one is not. */
  readonly encoding: 'gsm-7' | 'ucs-2';
  /** Messages that it takes, joined by the phone; 0 for an empty text. */
  readonly segments: number;
  /** Septets of GSM-7, or UTF-16 units: what the segments are filled with. */
  readonly units: number;
  /** Units that still fit before another segment begins. */
  readonly room: number;
  /** Where each segment begins in the text, in UTF-16 units. */
  readonly starts: readonly number[];
  /** The characters that force UCS-2, in their places (UTF-16 units). */
  readonly forcing: readonly { readonly character: string; readonly at: number }[];
}

/** One message holds 140 octets, of which a header of 6 takes part where several are joined. */
const capacity = { 'gsm-7': { single: 160, joined: 153 }, 'ucs-2': { single: 70, joined: 67 } } as const;

/**
 * Counts the segments of an SMS, after 3GPP TS 23.038 (alphabets) and 23.040 (joined messages). A character of the
 * extension table and a surrogate pair are never split over two segments.
 *
 * @param text the message; a line break is one character
 * @example smsSegments('Hi €') // { encoding: 'gsm-7', segments: 1, units: 5, room: 155, starts: [0], forcing: [] }
 */
export function smsSegments(text: string): SmsSegments {
  const forcing: { character: string; at: number }[] = [];
  let at = 0;
  for (const character of text) {
    if (septets(character) === undefined) forcing.push({ character, at });
    at += character.length;
  }
  const encoding = forcing.length > 0 ? 'ucs-2' : 'gsm-7';
  const { single, joined } = capacity[encoding];
  const cost = (character: string): number =>
    encoding === 'gsm-7' ? (septets(character) ?? 1) : character.length;
  let units = 0;
  for (const character of text) units += cost(character);
  if (units <= single) {
    const starts = text === '' ? [] : [0];
    return { encoding, segments: starts.length, units, room: single - units, starts, forcing };
  }
  const starts = [0];
  let filled = 0;
  at = 0;
  for (const character of text) {
    const size = cost(character);
    if (filled + size > joined) {
      starts.push(at);
      filled = 0;
    }
    filled += size;
    at += character.length;
  }
  return { encoding, segments: starts.length, units, room: joined - filled, starts, forcing };
}
