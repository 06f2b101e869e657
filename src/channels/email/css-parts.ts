import {
  mergeUrls,
  readUrl,
  type UrlState,
  urlBehindUnknown,
  urlBehindValue,
  urlKey,
  urlStart,
} from './url-parts.js';

/** How far the declarations of a style attribute have been read. */
export interface CssState {
  readonly at: 'code' | 'string' | 'comment' | 'url-open' | 'url' | 'url-string' | 'url-end';
  /** Of a string that is open. */
  readonly quote: string;
  /** The last character was a backslash. */
  readonly escape: boolean;
  /** The word that is being written, as far as it may become `url`; `-` for any other. */
  readonly word: string;
  /** A value is part of that word. */
  readonly data: boolean;
  /** The last character: `/` before a comment, `*` at the end of one. */
  readonly last: string;
  readonly url: UrlState;
}

export const cssStart: CssState = {
  at: 'code',
  quote: '',
  escape: false,
  word: '',
  data: false,
  last: '',
  url: urlStart,
};

/** Why a style cannot be read on: what a value would become is not known. */
export type CssFault = 'css-function' | 'css-joined' | 'css-comment' | 'css-escape' | 'scheme';

/** The state behind a character of the author's own. */
export function readCss(c: string, from: CssState): CssState | CssFault {
  if (from.escape) return { ...from, escape: false, last: '' };
  if (c === '\\' && from.at !== 'comment') return { ...from, escape: true, word: '-', last: '' };
  switch (from.at) {
    case 'code':
      return readCode(c, from);
    case 'string':
      return c === from.quote || c === '\n' ? { ...cssStart } : from;
    case 'comment':
      return from.last === '*' && c === '/' ? cssStart : { ...from, last: c === '*' ? c : '' };
    case 'url-end':
      return c === ')' ? cssStart : from;
    default:
      return readAddress(c, from);
  }
}

function readCode(c: string, from: CssState): CssState | CssFault {
  if (c === '"' || c === "'") return { ...cssStart, at: 'string', quote: c };
  if (c === '*' && from.last === '/') return from.data ? 'css-joined' : { ...cssStart, at: 'comment' };
  if (c === '(') {
    if (from.data) return 'css-function';
    return from.word === 'url' ? { ...cssStart, at: 'url-open' } : cssStart;
  }
  if (/[\w-]|[^\0-\x7f]/.test(c)) return { ...from, word: grown(from.word, c), last: '' };
  return { ...cssStart, last: c === '/' ? c : '' };
}

function grown(word: string, c: string): string {
  const next = (word + c).toLowerCase();
  return 'url'.startsWith(next) ? next : '-';
}

function readAddress(c: string, from: CssState): CssState | CssFault {
  if (from.at === 'url-open' && c <= ' ') return from;
  if (from.at === 'url-open' && (c === '"' || c === "'")) return { ...from, at: 'url-string', quote: c };
  if (from.at === 'url-string' ? c === from.quote : c === ')') {
    return from.at === 'url-string' ? { ...cssStart, at: 'url-end' } : cssStart;
  }
  if (from.at === 'url' && from.data && (c === '"' || c === "'" || c === '(')) return 'css-function';
  const url = readUrl(c, from.url, false);
  return url === undefined ? 'scheme' : { ...from, at: from.at === 'url-open' ? 'url' : from.at, url };
}

/** The state behind a value. */
export function cssBehindValue(from: CssState): CssState | CssFault {
  if (from.escape) return 'css-escape';
  switch (from.at) {
    case 'comment':
      return 'css-comment';
    case 'code':
      return { ...from, word: '-', data: true };
    case 'url-open':
    case 'url':
      return { ...from, at: 'url', data: true, url: urlBehindValue(from.url) };
    case 'url-string':
      return { ...from, url: urlBehindValue(from.url) };
    case 'url-end':
      return 'css-function';
    default:
      return from;
  }
}

/** The state behind what is not known yet. */
export const cssBehindUnknown = (from: CssState): CssState => ({
  ...from,
  word: '-',
  data: true,
  last: '/',
  url: urlBehindUnknown(from.url),
});

/** The state behind two texts of which one is printed. */
export function mergeCss(a: CssState, b: CssState): CssState | undefined {
  if (cssKey(a) === cssKey(b)) return a;
  if (a.at !== b.at || a.quote !== b.quote || a.escape !== b.escape) return undefined;
  const url = mergeUrls(a.url, b.url);
  if (url === undefined) return undefined;
  const last = a.last === b.last ? a.last : a.last || b.last;
  const unlike = a.word !== b.word && (a.word !== '' || b.word !== '');
  // Which word a bracket would follow, or whether a comment begins, depends on what is printed.
  return {
    ...a,
    last,
    url,
    word: unlike ? '-' : a.word,
    data: a.data || b.data || unlike || a.last !== b.last,
  };
}

export const cssKey = (css: CssState): string =>
  [css.at, css.quote, css.escape, css.word, css.data, css.last, urlKey(css.url)].join(' ');
