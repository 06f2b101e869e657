import { FilterError } from '../filter.js';
import { HtmlScanner } from './html-scanner.js';

/** What is left of markup nested deeper than this is an attack, not a text. */
const deepest = 50;

/**
 * Django's `strip_tags`: text without what reads as a tag, comment or declaration, repeated while that
 * uncovers more tags. Not for making untrusted markup safe: escaping is.
 *
 * @throws {FilterError} for tags in tags, 50 deep
 */
export function stripTags(text: string): string {
  refuseLongTags(text);
  let left = text;
  for (let round = 0; left.includes('<') && left.includes('>'); round++) {
    if (round === deepest) throw new FilterError('the markup is nested too deep');
    const stripped = stripOnce(left);
    if (count(stripped) === count(left)) break;
    left = stripped;
  }
  return left;
}

function stripOnce(text: string): string {
  const parts: string[] = [];
  const scanner = new HtmlScanner(
    text,
    {
      text: (part) => {
        parts.push(part);
        return true;
      },
      startTag: () => {},
      endTag: () => {},
    },
    false,
  );
  scanner.scan(false);
  scanner.scan(true);
  return parts.join('');
}

/** Many tags open inside of a long one without end. */
function refuseLongTags(text: string): void {
  for (let at = text.search(/<[a-zA-Z]/); at >= 0; ) {
    const greater = text.indexOf('>', at);
    const end = greater < 0 ? text.length : greater;
    // The first tag of the stretch is the longest.
    if (end - at - 2 >= 1000 && count(text.slice(at, end)) >= deepest) {
      throw new FilterError('the markup is nested too deep');
    }
    const next = text.slice(end).search(/<[a-zA-Z]/);
    at = next < 0 ? -1 : end + next;
  }
}

function count(text: string): number {
  let found = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) found++;
  return found;
}
