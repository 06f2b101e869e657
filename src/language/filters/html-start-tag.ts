import { NextOf } from './next-of.js';
import { isSpace } from './white-space.js';

const SLASH = 0x2f;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const SINGLE = 0x27;
const DOUBLE = 0x22;

/** What stands at a `<` with a letter: a whole start tag, one that never ends, or no tag after all. */
export type StartTag =
  | { readonly kind: 'tag'; readonly name: string; readonly end: number; readonly selfClosing: boolean }
  | { readonly kind: 'text'; readonly end: number }
  | { readonly kind: 'open' };

const open: StartTag = { kind: 'open' };

const isNameEnd = (unit: number): boolean =>
  unit === GREATER ||
  unit === SLASH ||
  unit === 0x20 ||
  unit === 0 ||
  (unit >= 9 && unit <= 13 && unit !== 11);
const isAttributeEnd = (unit: number): boolean =>
  unit === GREATER || unit === SLASH || unit === EQUALS || isSpace(unit);
const isValueEnd = (unit: number): boolean => unit === GREATER || isSpace(unit);
const isLetter = (unit: number): boolean => (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);

/**
 * Reads the start tags of one text as Python's `html.parser` does, where tags that never end make it take
 * the square of the length. Here places from which no end was found are remembered, since the rest of a tag
 * does not depend on how it began.
 */
export class StartTags {
  private readonly nameEnd: NextOf;
  private readonly attributeEnd: NextOf;
  private readonly valueEnd: NextOf;
  private readonly single: NextOf;
  private readonly double: NextOf;
  private readonly endless = new Set<number>();

  constructor(private readonly text: string) {
    this.nameEnd = new NextOf(text, isNameEnd);
    this.attributeEnd = new NextOf(text, isAttributeEnd);
    this.valueEnd = new NextOf(text, isValueEnd);
    this.single = new NextOf(text, (unit) => unit === SINGLE);
    this.double = new NextOf(text, (unit) => unit === DOUBLE);
  }

  /** @param start the place of the `<` */
  at(start: number): StartTag {
    const { text } = this;
    const nameEnd = this.nameEnd.at(start + 1);
    const passed: number[] = [];
    for (let at = this.skipGap(nameEnd); !this.endless.has(at); at = this.attribute(at)) {
      passed.push(at);
      const unit = text.charCodeAt(at);
      const name = () => text.slice(start + 1, nameEnd).toLowerCase();
      if (unit === GREATER) return { kind: 'tag', name: name(), end: at + 1, selfClosing: false };
      if (unit === SLASH && text.charCodeAt(at + 1) === GREATER) {
        return { kind: 'tag', name: name(), end: at + 2, selfClosing: true };
      }
      if (at >= text.length) break;
      if (this.mayStartAttribute(at)) continue;
      if (unit !== EQUALS && unit !== SLASH && !isLetter(unit)) return { kind: 'text', end: at };
      break;
    }
    for (const place of passed) this.endless.add(place);
    return open;
  }

  private mayStartAttribute(at: number): boolean {
    const before = this.text.charCodeAt(at - 1);
    return before === SINGLE || before === DOUBLE || before === SLASH || isSpace(before);
  }

  /** The place behind the attribute that starts at `at`, and behind what separates it from the next. */
  private attribute(at: number): number {
    const { text } = this;
    const nameEnd = this.attributeEnd.at(at + 1);
    const equals = this.skipSpaces(nameEnd);
    let afterEquals = equals;
    while (text.charCodeAt(afterEquals) === EQUALS) afterEquals++;
    if (afterEquals === equals) return this.skipGap(nameEnd);
    const value = this.skipSpaces(afterEquals);
    const quote = text.charCodeAt(value);
    if (quote !== SINGLE && quote !== DOUBLE) return this.skipGap(this.valueEnd.at(value));
    const close = (quote === SINGLE ? this.single : this.double).at(value + 1);
    if (close < text.length) return this.skipGap(close + 1);
    // A quote that is never closed is no quote: what remains is read in the way that still makes sense.
    if (value > afterEquals) return value;
    if (afterEquals - equals > 1) return this.skipGap(this.valueEnd.at(afterEquals - 1));
    return this.skipGap(nameEnd);
  }

  private skipSpaces(from: number): number {
    let at = from;
    while (at < this.text.length && isSpace(this.text.charCodeAt(at))) at++;
    return at;
  }

  /** Spaces and slashes, but for the slash of `/>`. */
  private skipGap(from: number): number {
    const { text } = this;
    for (let at = from; ; at++) {
      const unit = text.charCodeAt(at);
      if (at < text.length && isSpace(unit)) continue;
      if (unit === SLASH && text.charCodeAt(at + 1) !== GREATER) continue;
      return at;
    }
  }
}
