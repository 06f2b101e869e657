import { countCodePoints } from '../../values/code-points.js';
import { escapeHtml } from '../../values/escape-html.js';
import { HtmlScanner } from './html-scanner.js';
import { composed } from './truncate.js';
import { isSpace } from './white-space.js';

/** Elements without content, which nothing closes. */
const voidElements: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr frame spacer'.split(' '),
);

/** A piece of text between tags, and how far it may go. */
interface Piece {
  /** How many characters or words it has. */
  readonly length: number;
  /** The first of them, as HTML. */
  first(count: number): string;
  /** The text itself, where it completes the whole in just the length that is allowed. */
  readonly rest?: string;
}

/**
 * Django's `Truncator(text).chars(length, html=True)` of Django 5 and 6: tags do not count and stay whole,
 * those left open are closed, comments go, and character references become characters.
 *
 * @param complete also keep what follows an unfinished tag or reference, which Django drops
 */
export function truncateHtmlCharacters(text: string, length: number, complete: boolean): string {
  if (length <= 0) return '';
  const normal = composed(text);
  const whole = countCodePoints(normal);
  let seen = 0;
  const read = (data: string, written: number): Piece => {
    const count = countCodePoints(data);
    seen += count;
    const completes = seen === length && written + count === whole;
    return {
      length: count,
      first: (most) =>
        escapeHtml(
          most >= count
            ? data
            : Array.from(data.slice(0, most * 2))
                .slice(0, most)
                .join(''),
        ),
      ...(completes && { rest: data }),
    };
  };
  return truncate(normal, length - 1, (shown) => `${shown}…`, complete, read);
}

const withEllipsis = (shown: string): string => (shown.endsWith(' …') ? shown : `${shown} …`);

/** As `truncateHtmlCharacters`, by words; white space between the words that remain becomes one space. */
export function truncateHtmlWords(text: string, length: number, complete: boolean): string {
  if (length <= 0) return '';
  const read = (data: string): Piece => {
    const words = wordsOf(data);
    return { length: words.length, first: (most) => escapeHtml(words.slice(0, most).join(' ')) };
  };
  return truncate(text, length, withEllipsis, complete, read);
}

function truncate(
  text: string,
  length: number,
  withEllipsis: (shown: string) => string,
  complete: boolean,
  read: (data: string, written: number) => Piece,
): string {
  const parts: string[] = [];
  const open: string[] = [];
  let written = 0;
  let remaining = length;
  let ended = false;
  const write = (part: string): void => {
    parts.push(part);
    written += countCodePoints(part);
  };
  const closeTag = (name: string): void => {
    if (voidElements.has(name)) return;
    write(`</${name}>`);
    if (open.at(-1) === name) open.pop();
  };
  const scanner = new HtmlScanner(
    text,
    {
      text(data) {
        const piece = read(data, written);
        if (piece.rest !== undefined || remaining < piece.length) {
          write(piece.rest ?? withEllipsis(piece.first(remaining)));
          ended = true;
          return false;
        }
        write(piece.first(piece.length));
        remaining -= piece.length;
        return true;
      },
      startTag(name, source, selfClosing) {
        write(source);
        if (voidElements.has(name)) return;
        open.push(name);
        if (selfClosing) closeTag(name);
      },
      endTag: closeTag,
    },
    true,
  );
  scanner.scan(complete);
  if (ended) for (const name of open.reverse()) parts.push(`</${name}>`);
  return parts.join('');
}

/** Split at white space between other characters: what stands at the ends stays with the words there. */
function wordsOf(data: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let i = 1; i < data.length; i++) {
    if (!isSpace(data.charCodeAt(i)) || isSpace(data.charCodeAt(i - 1))) continue;
    let end = i;
    while (end < data.length && isSpace(data.charCodeAt(end))) end++;
    if (end === data.length) break;
    words.push(data.slice(start, i));
    start = end;
    i = end;
  }
  words.push(data.slice(start));
  return words;
}
