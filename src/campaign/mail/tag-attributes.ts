/** An attribute within a text: from the first character of its name to behind its value. */
export interface TagAttribute {
  /** In lower case. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** As it stands there, without quotation marks; '' where it has none. */
  readonly value: string;
}

const gap = /[\s/]*/y;
const attributeName = /[^\s/>][^\s/>=]*/y;
const equals = /\s*=\s*/y;
const bare = /[^\s>]*/y;

/**
 * The attributes of a start tag in order, as the HTML standard's tokenizer reads them.
 *
 * @param from behind the name of the tag
 * @param to behind its `>`
 */
export function attributesOf(html: string, from: number, to: number): TagAttribute[] {
  const found: TagAttribute[] = [];
  for (let at = matchEnd(gap, html, from); at < to - 1; ) {
    const nameEnd = matchEnd(attributeName, html, at);
    if (nameEnd === at) break;
    const name = html.slice(at, nameEnd).toLowerCase();
    const { value, end } = valueAt(html, nameEnd);
    if (end > to) break;
    found.push({ name, start: at, end, value });
    at = matchEnd(gap, html, end);
  }
  return found;
}

/** The value behind a name; an end behind everything where it is never closed. */
function valueAt(html: string, nameEnd: number): { readonly value: string; readonly end: number } {
  const start = matchEnd(equals, html, nameEnd);
  if (start === nameEnd) return { value: '', end: nameEnd };
  const quote = html[start];
  if (quote !== '"' && quote !== "'") {
    const end = matchEnd(bare, html, start);
    return { value: html.slice(start, end), end };
  }
  const close = html.indexOf(quote, start + 1);
  return close < 0
    ? { value: '', end: Number.POSITIVE_INFINITY }
    : { value: html.slice(start + 1, close), end: close + 1 };
}

/** Where a sticky pattern that begins there ends; the place itself where it does not match. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text) === null ? at : pattern.lastIndex;
}
