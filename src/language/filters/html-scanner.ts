import { StartTags } from './html-start-tag.js';
import { unescapeHtml } from './unescape-html.js';
import { spaces } from './white-space.js';

/** Takes what the scanner finds. */
export interface HtmlHandler {
  /** @returns false to end the scan */
  text(text: string): boolean;
  /** @param source the tag as it stands in the text */
  startTag(name: string, source: string, selfClosing: boolean): void;
  endTag(name: string): void;
}

const ampOrLess = /[&<]/g;
const endTag = new RegExp(`</[${spaces}]*([a-zA-Z][-.a-zA-Z0-9:_]*)[${spaces}]*>`, 'y');
const endTagName = /[a-zA-Z][^\t\n\r\f />\0]*/y;
const numericReference = /&#(?:[0-9]+|[xX][0-9a-fA-F]+)(?![0-9a-fA-F])(?=[\s\S])/y;
const namedReference = /&[a-zA-Z][-.a-zA-Z0-9]*(?=[^a-zA-Z0-9])/y;
const commentEnd = new RegExp(`--[${spaces}]*>`, 'g');
const sectionName = new RegExp(`[a-zA-Z][-_.a-zA-Z0-9]*[${spaces}]*`, 'y');
const sectionEnd = new RegExp(`\\][${spaces}]*\\][${spaces}]*>`, 'g');
const wordSectionEnd = new RegExp(`\\][${spaces}]*>`, 'g');
const rawTextEnds: ReadonlyMap<string, RegExp> = new Map(
  ['script', 'style'].map((name) => [name, new RegExp(`</[${spaces}]*${name}[${spaces}]*>`, 'gi')]),
);

/** Where a construct ends; -1 where it does not. */
type End = number;

/**
 * Reads markup as Python's `html.parser.HTMLParser` (3.11) reads it, broken markup too, but in linear time.
 * Comments, declarations and processing instructions are passed over. Unknown `<![…]` sections, which make
 * that one raise, end at the next `>`, as in newer Pythons.
 */
export class HtmlScanner {
  private at = 0;
  private rawText: string | undefined;
  private stopped = false;
  private readonly startTags: StartTags;
  private readonly lastGreater: number;
  /** Patterns that are not found again from here on. */
  private readonly exhausted = new Set<RegExp>();

  /** @param unescapes hand text over with its character references read; else they stand in it completed */
  constructor(
    private readonly source: string,
    private readonly handler: HtmlHandler,
    private readonly unescapes: boolean,
  ) {
    this.startTags = new StartTags(source);
    this.lastGreater = source.lastIndexOf('>');
  }

  /**
   * Reads as far as the markup is complete, or, with `end`, everything: what never ends is text.
   *
   * @param whole hand over a last text that might end inside a reference
   */
  scan(end: boolean, whole = end): void {
    const { source } = this;
    while (this.at < source.length && !this.stopped) {
      const next = this.nextMarkup(whole);
      if (next === undefined) break;
      if (this.at < next) this.text(this.at, next);
      this.at = next;
      if (next === source.length || this.stopped) break;
      if (!(source[next] === '<' ? this.markup(end) : this.reference(end))) break;
    }
    if (end && !this.stopped && this.at < source.length && this.rawText === undefined) {
      this.text(this.at, source.length);
      this.at = source.length;
    }
  }

  private nextMarkup(whole: boolean): number | undefined {
    const { source, at } = this;
    if (this.rawText !== undefined) {
      const pattern = rawTextEnds.get(this.rawText);
      const found = pattern && this.find(pattern, at);
      return found?.index;
    }
    if (!this.unescapes) return this.find(ampOrLess, at)?.index ?? source.length;
    const less = source.indexOf('<', at);
    if (less >= 0) return less;
    return !whole && this.endsInReference() ? undefined : source.length;
  }

  /** An ampersand among the last 34 characters, without a space or semicolon behind it. */
  private endsInReference(): boolean {
    const tail = Array.from(this.source.slice(Math.max(this.at, this.source.length - 68)))
      .slice(-34)
      .join('');
    const amp = tail.lastIndexOf('&');
    return amp >= 0 && !new RegExp(`[${spaces};]`).test(tail.slice(amp));
  }

  private find(pattern: RegExp, from: number): RegExpExecArray | undefined {
    if (this.exhausted.has(pattern)) return undefined;
    pattern.lastIndex = from;
    const found = pattern.exec(this.source) ?? undefined;
    if (found === undefined) this.exhausted.add(pattern);
    return found;
  }

  private match(pattern: RegExp, from: number): RegExpExecArray | undefined {
    pattern.lastIndex = from;
    return pattern.exec(this.source) ?? undefined;
  }

  private text(from: number, to: number): void {
    const text = this.source.slice(from, to);
    this.give(this.unescapes && this.rawText === undefined ? unescapeHtml(text) : text);
  }

  private give(text: string): void {
    if (!this.handler.text(text)) this.stopped = true;
  }

  /** Reads what starts with `<`. @returns false where the scan cannot go on */
  private markup(end: boolean): boolean {
    const { source, at } = this;
    let next: End;
    if (/[a-zA-Z]/.test(source.charAt(at + 1))) next = this.startTag();
    else if (source.startsWith('</', at)) next = this.endTag();
    else if (source.startsWith('<!--', at)) next = this.after(this.find(commentEnd, at + 4));
    else if (source.startsWith('<?', at)) next = this.afterGreater(at + 2);
    else if (source.startsWith('<!', at)) next = this.declaration();
    else if (at + 1 < source.length) {
      this.give('<');
      next = at + 1;
    } else return false;
    if (next < 0) {
      if (!end) return false;
      next = this.afterGreater(at + 1);
      if (next < 0) next = source.indexOf('<', at + 1);
      if (next < 0) next = at + 1;
      this.text(at, next);
    }
    this.at = next;
    return true;
  }

  private after(found: RegExpExecArray | undefined): End {
    return found === undefined ? -1 : found.index + found[0].length;
  }

  private afterGreater(from: number): End {
    return from > this.lastGreater ? -1 : this.source.indexOf('>', from) + 1;
  }

  private startTag(): End {
    const { at, source } = this;
    const tag = this.startTags.at(at);
    if (tag.kind === 'open') return -1;
    const whole = source.slice(at, tag.end);
    if (tag.kind === 'text') this.give(whole);
    else {
      this.handler.startTag(tag.name, whole, tag.selfClosing);
      if (!tag.selfClosing && rawTextEnds.has(tag.name)) this.rawText = tag.name;
    }
    return tag.end;
  }

  private endTag(): End {
    const { at, source } = this;
    const end = this.afterGreater(at + 1);
    if (end < 0) return -1;
    const proper = this.match(endTag, at);
    if (proper !== undefined) {
      this.rawText = undefined;
      this.handler.endTag((proper[1] ?? '').toLowerCase());
      return end;
    }
    const name = this.match(endTagName, at + 2);
    if (name === undefined) return source.startsWith('</>', at) ? at + 3 : this.afterGreater(at + 2);
    this.handler.endTag(name[0].toLowerCase());
    return this.afterGreater(at + 2 + name[0].length);
  }

  private declaration(): End {
    const { at, source } = this;
    if (!source.startsWith('<![', at)) return this.afterGreater(at + 2);
    const section = this.match(sectionName, at + 3);
    if (at + 3 + (section?.[0].length ?? 0) === source.length) return -1;
    switch (section?.[0].trimEnd().toLowerCase()) {
      case 'temp':
      case 'cdata':
      case 'ignore':
      case 'include':
      case 'rcdata':
        return this.after(this.find(sectionEnd, at + 3));
      case 'if':
      case 'else':
      case 'endif':
        return this.after(this.find(wordSectionEnd, at + 3));
      default:
        return this.afterGreater(at + 2);
    }
  }

  /** Reads what starts with `&`, where references are kept. @returns false where the scan cannot go on */
  private reference(end: boolean): boolean {
    const { at, source } = this;
    const numeric = source.startsWith('&#', at);
    const found = this.match(numeric ? numericReference : namedReference, at);
    if (found !== undefined) {
      const next = at + found[0].length;
      this.give(`${found[0]};`);
      this.at = source[next] === ';' ? next + 1 : next;
      return true;
    }
    if (numeric) {
      if (source.includes(';', at)) {
        this.give('&#');
        this.at = at + 2;
      }
      return false;
    }
    if (/[a-zA-Z]/.test(source.charAt(at + 1))) {
      if (end && at + 2 === source.length) this.at = at + 1;
      return false;
    }
    if (at + 1 === source.length) return false;
    this.give('&');
    this.at = at + 1;
    return true;
  }
}
