/** A tag as it stands in the text: `html.slice(start, end)` is all of it, `>` included. */
export interface HtmlTag {
  readonly kind: 'start' | 'end';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Elements whose content is text, whatever it looks like. */
const rawText = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes']);
const tagName = /[a-z][^\s/>]*/iy;

/**
 * The tags of HTML in order, as the HTML standard's tokenizer finds them: those in comments (also
 * Outlook's conditional ones) and in the text of a style or script are none. Linear in the length of the text.
 */
export function* tagsOf(html: string): Generator<HtmlTag, void, undefined> {
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    const next = html[at + 1] ?? '';
    if (next === '!' || next === '?') {
      at = html.startsWith('<!--', at) ? commentEnd(html, at + 4) : after(html, '>', at);
      if (at < 0) return;
      continue;
    }
    const closing = next === '/';
    tagName.lastIndex = at + (closing ? 2 : 1);
    const name = tagName.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      at++;
      continue;
    }
    const end = tagEnd(html, tagName.lastIndex);
    if (end < 0) return;
    yield { kind: closing ? 'end' : 'start', name, start: at, end };
    at = !closing && rawText.has(name) ? rawTextEnd(html, name, end) : end;
    if (at < 0) return;
  }
}

/** Behind the `-->` of a comment whose text begins at `from`; -1 where it never ends. */
function commentEnd(html: string, from: number): number {
  if (html[from] === '>') return from + 1;
  if (html.startsWith('->', from)) return from + 2;
  return after(html, '-->', from);
}

function after(html: string, what: string, from: number): number {
  const at = html.indexOf(what, from);
  return at < 0 ? -1 : at + what.length;
}

/** Behind the `>` of a tag; a quotation mark counts where a value begins. */
function tagEnd(html: string, from: number): number {
  let place: 'name' | 'equals' | 'value' = 'name';
  for (let at = from; at < html.length; at++) {
    const unit = html[at];
    if (unit === '>') return at + 1;
    if (unit === ' ' || unit === '\n' || unit === '\t' || unit === '\r' || unit === '\f') {
      if (place === 'value') place = 'name';
    } else if (place === 'equals') {
      if (unit === '"' || unit === "'") {
        at = html.indexOf(unit, at + 1);
        if (at < 0) return -1;
        place = 'name';
      } else place = 'value';
    } else if (unit === '=' && place === 'name') place = 'equals';
  }
  return -1;
}

function rawTextEnd(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? -1;
}
