import type { Range } from '../diagnostics/source-text.js';
import { decode } from './damage.js';
import type { ReadContext } from './inside.js';

// Each stops at the next opener of its kind, so the search is linear.
const escapedTag = /&lt;%(?:[^%&\r\n]|&(?!lt;)|%(?!&gt;)){0,500}%&gt;/g;
const mergeTag = /\*\|[A-Z][A-Z0-9_:]{0,60}\|\*/g;

const mergeNames: ReadonlyMap<string, string> = new Map([
  ['FNAME', 'first_name'],
  ['LNAME', 'last_name'],
]);

/** Finds text that looks like a tag and is printed as it stands: `&lt;% … %&gt;`, `*|FNAME|*`. */
export function findTextDamage(range: Range, { text: source, findings }: ReadContext, angle: boolean): void {
  const text = source.slice(range.start, range.end);
  if (angle && text.includes('&lt;%')) {
    for (const match of text.matchAll(escapedTag)) {
      const place = placeOf(match, range);
      const better = decodeAll(match[0]);
      findings.add('escaped-delimiters', { better }, place, { fix: [{ range: place, text: better }] });
    }
  }
  if (!text.includes('*|')) return;
  for (const match of text.matchAll(mergeTag)) {
    const place = placeOf(match, range);
    const name = match[0].slice(2, -2);
    const better = `{{ receiver.${mergeNames.get(name) ?? name.toLowerCase().replaceAll(':', '_')} }}`;
    findings.add('merge-tag', { text: match[0], better }, place, { fix: [{ range: place, text: better }] });
  }
}

function placeOf(match: RegExpMatchArray, { start }: Range): Range {
  const at = start + (match.index ?? 0);
  return { start: at, end: at + match[0].length };
}

function decodeAll(text: string): string {
  let decoded = '';
  for (let at = 0; at < text.length; ) {
    const found = text.charAt(at) === '&' ? decode(text, at) : undefined;
    decoded += found ? found.character : text.charAt(at);
    at = found ? found.end : at + 1;
  }
  return decoded;
}
