import { unescapeHtml } from './unescape-html.js';
import { endWithout, startWithout } from './white-space.js';

const wrapping = [
  ['(', ')'],
  ['[', ']'],
] as const;
const trailing = '.,:;!';
const trailingInReference = '.,:!';

/** A word without the punctuation around it. */
export interface Trimmed {
  readonly lead: string;
  readonly middle: string;
  readonly trail: string;
}

/**
 * Takes opening brackets off the start of a word, punctuation and closing brackets that have no opening one
 * off its end; the semicolon of a character reference stays. After Django's `Urlizer.trim_punctuation`.
 *
 * @param lossy as Django, which forgets the punctuation that stood behind an unbalanced bracket: of
 *   `http://a.com).` the full stop
 */
export function trimPunctuation(word: string, lossy: boolean): Trimmed {
  const start = startWithout(word, '([');
  const counts = new Map(['(', ')', '[', ']'].map((one) => [one, count(word, one, start)]));
  let end = word.length;
  let trail = '';
  let amp = word.lastIndexOf('&');
  if (amp < start) amp = -1;
  for (let trimmed = true; trimmed && end > start; ) {
    trimmed = false;
    for (const [opening, closing] of wrapping) {
      const surplus = (counts.get(closing) ?? 0) - (counts.get(opening) ?? 0);
      if (surplus <= 0 || word[end - 1] !== closing) continue;
      const cut = Math.max(start, end - surplus);
      trail = word.slice(cut, end) + (lossy ? '' : trail);
      end = cut;
      counts.set(closing, counts.get(opening) ?? 0);
      trimmed = true;
    }
    if (amp >= end) amp = word.lastIndexOf('&', end - 1);
    if (amp < start) amp = -1;
    const bare = Math.max(start, endWithout(word, amp < 0 ? trailing : trailingInReference, end));
    if (bare < end) {
      trail = word.slice(bare, end) + trail;
      end = bare;
      trimmed = true;
    }
    if (end > start && word[end - 1] === ';' && !endsInReference(word, amp < 0 ? end - 1 : amp, end)) {
      const cut = semicolonsEnd(word, start, end, amp);
      trail = word.slice(cut, end) + trail;
      end = cut;
      trimmed = true;
    }
  }
  return { lead: word.slice(0, start), middle: word.slice(start, end), trail };
}

/** Whether what starts at `from` is a character reference, so that its semicolon is a part of it. */
function endsInReference(word: string, from: number, end: number): boolean {
  const text = word.slice(from, end);
  const read = unescapeHtml(text);
  return read !== text && !read.endsWith(';');
}

/** Behind an ampersand the first semicolon stays for now: it might end a reference. */
function semicolonsEnd(word: string, start: number, end: number, amp: number): number {
  const bare = Math.max(start, endWithout(word, trailing, end));
  const several = word[end - 1] === ';' && word[end - 2] === ';';
  return amp >= 0 && several ? word.indexOf(';', bare) + 1 : bare;
}

function count(word: string, one: string, from: number): number {
  let found = 0;
  for (let at = word.indexOf(one, from); at >= 0; at = word.indexOf(one, at + 1)) found++;
  return found;
}
