import { matchAt, type Recogniser } from './scan.js';

const doubleCurly = '“”„‟«»″';
const singleCurly = '‘’‚‛‹›′';

/** `“text”`, with any of the quotes that editors put in for straight ones; the other end may be straight. */
const curlyQuotes: Recogniser = (scan, at) => {
  const { text } = scan;
  const opener = text.charAt(at);
  const straightOpener = opener === '"' || opener === "'";
  const double = doubleCurly.includes(opener) || opener === '"';
  const family = double ? doubleCurly : singleCurly;
  if (!straightOpener && !family.includes(opener)) return undefined;
  const curlyClose = closeAt(text, at, (index) => isCurlyCloser(text, index, family, double));
  const straight = double ? '"' : "'";
  const close =
    curlyClose < text.length ? curlyClose : closeAt(text, at, (index) => text.charAt(index) === straight);
  const content = text.slice(at + 1, close);
  if (close === text.length) {
    if (straightOpener) {
      const end = scan.text.length;
      scan.note('unclosed-string', { quote: opener }, at, end, [{ start: end, end, text: opener }]);
    } else scan.note('curly-quotes', { better: '"…"' }, at, at + 1);
    return text.length;
  }
  const quote = straightOpener
    ? opener
    : content.includes('"') || (!double && !content.includes("'"))
      ? "'"
      : '"';
  const better = `${quote}${content}${quote}`;
  scan.note('curly-quotes', { better }, at, close + 1, [
    ...(straightOpener ? [] : [{ start: at, end: at + 1, text: quote }]),
    { start: close, end: close + 1, text: quote },
  ]);
  return close + 1;
};

function closeAt(text: string, at: number, closes: (index: number) => boolean): number {
  let index = at + 1;
  while (index < text.length && !closes(index)) index++;
  return index;
}

/** An apostrophe inside a word (`it’s`) closes nothing. */
function isCurlyCloser(text: string, at: number, family: string, double: boolean): boolean {
  return family.includes(text.charAt(at)) && (double || !/[\p{L}\p{N}]/u.test(text.charAt(at + 1)));
}

const entity = /&(?:#(\d{1,6})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/y;

const named: ReadonlyMap<string, string> = new Map([
  ['quot', '"'],
  ['apos', "'"],
  ['ldquo', '"'],
  ['rdquo', '"'],
  ['bdquo', '"'],
  ['laquo', '"'],
  ['raquo', '"'],
  ['lsquo', "'"],
  ['rsquo', "'"],
  ['sbquo', "'"],
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['nbsp', ' '],
]);

/** `&quot;`, `&gt;`, `&nbsp;` and the like, by name or number. */
const entities: Recogniser = (scan, at) => {
  const { text } = scan;
  const found = decode(text, at);
  if (!found) return undefined;
  const { character, end } = found;
  const written = text.slice(at, end);
  const note = (start: number, stop: number, replacement: string): void =>
    scan.note('entity-in-tag', { entity: written, character }, at, end, [
      { start, end: stop, text: replacement },
    ]);
  if (character === '"' || character === "'") {
    note(at, end, character);
    for (let close = text.indexOf('&', end); close >= 0; close = text.indexOf('&', close + 1)) {
      const closing = decode(text, close);
      if (closing?.character !== character) continue;
      note(close, closing.end, character);
      return closing.end;
    }
    return end;
  }
  if (character === '&') {
    const second = decode(text, end);
    const stop = second?.character === '&' ? second.end : end;
    note(at, stop, stop === end ? '&' : spaced(text, at, stop, 'and'));
    return stop;
  }
  if (character === '<' || character === '>') {
    const stop = text.charAt(end) === '=' ? end + 1 : end;
    note(at, stop, spaced(text, at, stop, character + text.slice(end, stop)));
    return stop;
  }
  note(at, end, character);
  return end;
};

/** The character of an entity that begins at `at`, of those that an editor makes. */
export function decode(text: string, at: number): { character: string; end: number } | undefined {
  const match = matchAt(entity, text, at);
  if (!match) return undefined;
  const [whole, decimal, hexadecimal, name] = match;
  const code =
    decimal !== undefined
      ? Number(decimal)
      : hexadecimal !== undefined
        ? Number.parseInt(hexadecimal, 16)
        : 0;
  const numbered =
    code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).replace('\u00a0', ' ') : undefined;
  const character = name === undefined ? numbered : named.get(name.toLowerCase());
  return character === undefined ? undefined : { character, end: at + whole.length };
}

/** `word` with the spaces that it lacks on either side. */
export function spaced(text: string, start: number, end: number, word: string): string {
  const left = start === 0 || /[\s(]/.test(text.charAt(start - 1)) ? '' : ' ';
  const right = end === text.length || /[\s)]/.test(text.charAt(end)) ? '' : ' ';
  return `${left}${word}${right}`;
}

const element = /<(?:\/?[a-zA-Z][^<>]{0,300}|!--[^<>]{0,300})>/y;

/** `<b>`, `</span>`, `<br>`: formatting that ended up between the delimiters. */
const markup: Recogniser = (scan, at) => {
  const match = matchAt(element, scan.text, at);
  if (!match) return undefined;
  const end = at + match[0].length;
  const text = /^<br\b/i.test(match[0]) ? ' ' : '';
  scan.note('markup-in-tag', { markup: match[0] }, at, end, [{ start: at, end, text }]);
  return end;
};

const invisibles = /[\u00ad\u200b-\u200d\u2060\ufeff]+/y;

/** A zero-width character in the middle of a word. At a word's edge it is white space. */
const invisible: Recogniser = (scan, at) => {
  const match = matchAt(invisibles, scan.text, at);
  if (!match) return undefined;
  const end = at + match[0].length;
  const point = `U+${scan.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  scan.note('invisible-character', { point }, at, end, [{ start: at, end, text: '' }]);
  return end;
};

export const damage: readonly Recogniser[] = [curlyQuotes, entities, markup, invisible];
