import { type MarkupFault, output, type Refusal, type ReportFault } from '../markup.js';
import { attributeKind } from './attributes.js';
import { cssStart, readCss } from './css-parts.js';
import { commentBegins, noDashes, readDashes } from './dashes.js';
import { grownElement, isImage, isRaw, ofElement } from './elements.js';
import { referenced } from './entities.js';
import { readRaw } from './raw.js';
import { type HtmlState, htmlState, type Mode, type Parts, textParts, textState } from './states.js';
import { readUrl, urlStart } from './url-parts.js';
import { behindValue, splitsReference } from './value.js';

const space = /[\t\n\f\r ]/;
const letter = /[A-Za-z]/;
/** What the condition of a comment for Outlook looks like when it is complete: `<!--[if mso]>`. */
const condition = /^\s*\[if\b[^\]]*\]\s*>$/i;
const longestCondition = 200;

/** Reads the author's HTML as a browser does (WHATWG, "Tokenization"), one character after the other. */
export class HtmlReader {
  #s: { -readonly [K in keyof Parts]: Parts[K] };
  #offset = 0;

  constructor(
    readonly from: HtmlState,
    readonly at: number,
    readonly report: ReportFault | undefined,
  ) {
    const { key: _, ...parts } = from;
    this.#s = parts;
  }

  read(text: string): HtmlState {
    for (let i = 0; i < text.length; i++) {
      if (this.#s.mode === 'text' && this.#s.outer === undefined) {
        const next = nextMark(text, i);
        if (next < 0) break;
        i = next;
      }
      this.#offset = i;
      const c = text[i] ?? '';
      if (c === output) this.#value();
      else this.#character(c);
    }
    const s = this.#s;
    return s.mode === 'text' && s.outer === undefined ? textState : htmlState(s);
  }

  #value(): void {
    const split = splitsReference(this.#s);
    this.#flush();
    const behind = split ? 'reference' : behindValue(this.#s);
    if (typeof behind === 'string') this.#refuse(behind);
    else this.#s = { ...behind };
  }

  #character(c: string): void {
    const before = this.#s.mode;
    this.#step(c);
    const { outer } = this.#s;
    if (outer === undefined) return;
    const ends = readDashes(c, outer);
    if (ends === 'undecided') this.#refuse('joins');
    else if (ends !== 'ends') this.#s.outer = ends;
    else {
      // `<![endif]-->` ends both; so does `<!-->`, behind which all may read.
      if (this.#s.mode !== 'text' || (before !== 'bogus' && before !== 'comment'))
        this.#refuse('closes-comment');
      this.#s = { ...textParts };
    }
  }

  #step(c: string): void {
    const s = this.#s;
    switch (s.mode) {
      case 'text':
        if (c === '<') this.#go('open', { held: '<', since: this.at + this.#offset });
        return;
      case 'open':
        this.#open(c);
        return;
      case 'tag-name':
        this.#tagName(c);
        return;
      case 'before-name':
      case 'name':
      case 'after-name':
        this.#inTag(c);
        return;
      case 'name-undecided':
        this.#undecided(c);
        return;
      case 'before-value':
        this.#beforeValue(c);
        return;
      case 'value':
        this.#inValue(c);
        return;
      case 'raw':
        this.#raw(c);
        return;
      case 'comment':
        this.#comment(c);
        return;
      case 'bogus':
        if (c === '>') this.#go('text');
    }
  }

  // ----------------------------------------------------------------- tags

  #open(c: string): void {
    const s = this.#s;
    const held = s.held + c;
    if (s.held === '<') {
      if (c === '/' || c === '!') s.held = held;
      else if (c === '?') this.#go('bogus');
      else if (letter.test(c)) this.#go('tag-name', { element: grownElement(c.toLowerCase()) });
      else this.#text(c);
    } else if (s.held === '</') {
      // The name of an end tag opens nothing.
      if (letter.test(c)) this.#go('tag-name', { element: '-' });
      else if (c === '>') this.#go('text');
      else this.#go('bogus');
    } else if (held === '<!--')
      this.#go('comment', { held: s.outer === undefined ? '' : '-', dashes: commentBegins });
    else if (held === '<!-') s.held = held;
    else this.#go(c === '>' ? 'text' : 'bogus');
  }

  /** What was taken for the beginning of a tag is text. */
  #text(c: string): void {
    this.#go('text');
    if (c === '<') this.#step(c);
  }

  #tagName(c: string): void {
    const s = this.#s;
    if (c === '>') this.#endTag(ofElement(s.element));
    else if (space.test(c) || c === '/') this.#go('before-name', { element: ofElement(s.element) });
    else s.element = s.element === '-' ? '-' : grownElement(s.element + c.toLowerCase());
  }

  #inTag(c: string): void {
    const s = this.#s;
    const { element } = s;
    if (c === '=' && s.mode === 'before-name' && s.held === '=') this.#refuse('name-undecided');
    if (c === '>') this.#endTag(element);
    else if (space.test(c)) {
      if (s.mode === 'name') this.#go('after-name', { element, name: s.name });
    } else if (c === '/') this.#go('before-name', { element });
    else if (c === '=' && s.mode !== 'before-name') {
      this.#go('before-value', { element, name: s.name, kind: attributeKind(s.name) });
    } else if (s.mode === 'name') s.name += c.toLowerCase();
    else this.#go('name', { element, name: c.toLowerCase() });
  }

  #undecided(c: string): void {
    const s = this.#s;
    if (c === '>') this.#endTag(s.element);
    else if (space.test(c)) this.#go('before-name', { element: s.element, held: '=' });
    else if (c === '/' && s.held === '') this.#go('before-name', { element: s.element });
    else {
      this.#refuse('name-undecided');
      this.#go('before-name', { element: s.element });
      this.#inTag(c);
    }
  }

  #beforeValue(c: string): void {
    const s = this.#s;
    if (space.test(c)) return;
    if (c === '>') this.#endTag(s.element);
    else {
      const quote = c === '"' || c === "'" ? c : '';
      this.#go('value', { ...this.#valueParts(), quote, fresh: quote === '' });
      if (quote === '') this.#inValue(c);
    }
  }

  #valueParts(): Partial<Parts> {
    const { element, name, kind } = this.#s;
    const url = kind === 'url' ? urlStart : undefined;
    return { element, name, kind, url, css: kind === 'style' ? cssStart : undefined };
  }

  #inValue(c: string): void {
    const s = this.#s;
    const ends = s.quote === '' ? c === '>' || space.test(c) : c === s.quote;
    if (!ends) {
      this.#valueCharacter(c);
      return;
    }
    this.#flush();
    if (c === '>') this.#endTag(s.element);
    else this.#go('before-name', { element: s.element });
  }

  /** The readers of addresses and styles get what a character reference stands for. */
  #valueCharacter(c: string): void {
    const s = this.#s;
    s.fresh = false;
    if (s.held !== '') {
      if (c === ';') {
        const name = s.held.slice(1);
        const stands = referenced(name);
        if (stands !== undefined) {
          s.held = '';
          for (const one of stands) this.#shown(one);
          return;
        }
      } else if (/[#\dA-Za-z]/.test(c) && s.held.length < 12) {
        s.held += c;
        return;
      }
      this.#flush();
    }
    if (c === '&' && (s.url !== undefined || s.css !== undefined)) s.held = c;
    else this.#shown(c);
  }

  /** A reference that was none. */
  #flush(): void {
    const s = this.#s;
    if (s.mode !== 'value' || s.held === '') return;
    const { held } = s;
    s.held = '';
    const stands = /^&(?:amp|quot|lt|gt)$/i.test(held) ? referenced(held.slice(1)) : undefined;
    for (const one of stands ?? held) this.#shown(one);
  }

  #shown(c: string): void {
    const s = this.#s;
    if (s.url !== undefined) {
      const url = readUrl(c, s.url, isImage(s.element, s.name));
      if (url === undefined) this.#refuse('scheme');
      else s.url = url;
    } else if (s.css !== undefined) {
      const css = readCss(c, s.css);
      if (typeof css === 'string') this.#refuse(css);
      else s.css = css;
    }
  }

  #endTag(element: string): void {
    if (isRaw(element)) this.#go('raw', { element });
    else this.#go('text');
  }

  // ------------------------------------------------- what is not made of tags

  #raw(c: string): void {
    const next = readRaw(c, this.#s);
    if (next !== 'ends') Object.assign(this.#s, next);
    else if (c === '>') this.#go('text');
    else this.#go('before-name', { element: '-' });
  }

  #comment(c: string): void {
    const s = this.#s;
    if (s.held !== '-') {
      s.held = (s.held + c).slice(0, longestCondition);
      if (c === '>' && condition.test(s.held)) {
        this.#s = { ...textParts, outer: noDashes, outerSince: s.since };
        return;
      }
      if (c === '>' || s.held.length === longestCondition || !/^\s*(?:$|\[)/.test(s.held)) s.held = '-';
    }
    const dashes = readDashes(c, s.dashes);
    if (dashes === 'undecided') this.#refuse('joins');
    if (dashes === 'undecided' || dashes === 'ends') this.#go('text');
    else s.dashes = dashes;
  }

  // ---------------------------------------------------------------- moving on

  #go(mode: Mode, parts: Partial<Parts> = {}): void {
    const { outer, outerSince, since } = this.#s;
    this.#s = { ...textParts, outer, outerSince, since, mode, ...parts };
  }

  #refuse(reason: Refusal): void {
    const start = this.at + this.#offset;
    const fault: MarkupFault = { kind: 'refused', reason, start, end: start + 1 };
    this.report?.(fault);
  }
}

/** The next character that means something in text. */
function nextMark(text: string, from: number): number {
  const open = text.indexOf('<', from);
  const value = text.indexOf(output, from);
  if (open < 0 || value < 0) return Math.max(open, value);
  return Math.min(open, value);
}
