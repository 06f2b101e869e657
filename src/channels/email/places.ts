import { escapeHtml } from '../../values/escape-html.js';
import { type Blocked, isHtml, type Place, type SafeText } from '../../values/safe-text.js';
import { blockedCss, cssString, cssUrl, cssValue } from './css.js';
import { isEscapable, isImage } from './elements.js';
import { decoded } from './entities.js';
import type { HtmlState } from './states.js';
import type { UrlState } from './url-parts.js';
import {
  blockedUrl,
  normalised,
  urlBeginning,
  urlComponent,
  urlContinued,
  urlEncoded,
  urlOpaque,
} from './urls.js';

/** What a text must look like in a place, before it becomes HTML. */
interface Speech {
  readonly name: string;
  readonly speak: (text: string) => string;
  /** The same of what `urlencode` made. */
  readonly encoded?: (text: string) => string;
  readonly blocked?: Blocked;
}

const noAddress: Blocked = { text: blockedUrl, as: 'address' };
const asItIs: Speech = { name: 'text', speak: (text) => text };
const address = (name: string, speak: Speech['speak'], blocked?: Blocked): Speech => ({
  name,
  speak,
  ...(blocked !== undefined && { blocked }),
});
const speeches = {
  begins: address('url', (text) => urlBeginning(text, false), noAddress),
  image: address('image', (text) => urlBeginning(text, true), noAddress),
  open: address('url-open', urlContinued),
  path: address('url-path', normalised),
  opaque: address('url-opaque', urlOpaque),
  rest: { name: 'url-rest', speak: urlComponent, encoded: urlEncoded },
  value: { name: 'css', speak: cssValue, blocked: { text: blockedCss, as: 'style' } },
  string: { name: 'css-string', speak: cssString },
} as const satisfies Record<string, Speech>;

/** The place of a value that is printed in a state; one object for all states whose values look alike. */
export function placeOf(state: HtmlState): Place {
  const dashed = state.outer !== undefined;
  if (state.mode === 'comment') return made('comment', () => comment);
  if (state.mode === 'text') return inText('text', true, dashed);
  if (state.mode === 'raw' && isEscapable(state.element)) return inText('rcdata', false, dashed);
  if (state.mode !== 'value' && state.mode !== 'before-value') return inText('text', true, dashed);
  const unquoted = state.quote === '';
  const fresh = unquoted && (state.mode === 'before-value' || state.fresh);
  const speech = speechOf(state);
  if (!unquoted && speech === asItIs) return inText('quoted', false, dashed);
  const name = `${speech.name} ${unquoted ? 'unquoted' : 'quoted'} ${fresh} ${dashed}`;
  return made(name, () => inAttribute(speech, unquoted, fresh, dashed));
}

function speechOf({ mode, kind, element, name, url, css }: HtmlState): Speech {
  if (kind === 'url') return urlSpeech(mode === 'before-value' ? undefined : url, isImage(element, name));
  if (kind !== 'style') return asItIs;
  if (mode === 'before-value' || css === undefined || css.at === 'code') return speeches.value;
  if (css.at === 'string') return speeches.string;
  const { name: part, speak, encoded, blocked } = urlSpeech(css.url, false);
  return {
    name: `css-${part}`,
    speak: (text) => cssUrl(speak(text)),
    ...(encoded && { encoded: (text: string) => cssUrl(encoded(text)) }),
    ...(blocked !== undefined && { blocked }),
  };
}

function urlSpeech(url: UrlState | undefined, image: boolean): Speech {
  switch (url?.part) {
    case 'open':
      return speeches.open;
    case 'path':
      return speeches.path;
    case 'opaque':
      return speeches.opaque;
    case 'rest':
    case 'unknown':
      return speeches.rest;
    default:
      return image ? speeches.image : speeches.begins;
  }
}

const places = new Map<string, Place>();

function made(name: string, make: () => Place): Place {
  const known = places.get(name);
  if (known !== undefined) return known;
  const place = make();
  places.set(name, place);
  return place;
}

/** Text and quoted attributes: Django's escaping. Markup that filters make is markup in text only. */
function inText(name: 'text' | 'rcdata' | 'quoted', markup: boolean, dashed: boolean): Place {
  if (!dashed && name === 'text') return text;
  return made(`${name} ${dashed}`, () => {
    const finish = dashed ? withoutDashes : (one: string) => one;
    const encode = dashed ? (one: string) => withoutDashes(escapeHtml(one)) : escapeHtml;
    return {
      encoding: 'html',
      escape: encode,
      encoded(safe) {
        if (safe.encoding === 'html') return safe.text;
        if (safe.encoding === 'html-escaped' || (markup && safe.encoding === 'html-text'))
          return finish(safe.text);
        return encode(plainOf(safe));
      },
    };
  });
}

const text: Place = {
  encoding: 'html',
  escape: escapeHtml,
  encoded: (safe) => (isHtml(safe.encoding) ? safe.text : escapeHtml(safe.text)),
};

function inAttribute(speech: Speech, unquoted: boolean, fresh: boolean, dashed: boolean): Place {
  const { speak, encoded = speak, blocked } = speech;
  const quote = unquoted ? escapeUnquoted : escapeHtml;
  const finish = (spoken: string): string => {
    // Without a value the next attribute would be taken for it.
    if (fresh && spoken === '') return '&#32;';
    const html = quote(spoken);
    return dashed ? withoutDashes(html) : html;
  };
  return {
    encoding: 'html',
    strict: true,
    escape: (one) => finish(speak(one)),
    encoded(safe) {
      if (safe.encoding === 'html') return safe.text === '' ? finish('') : safe.text;
      return finish(safe.encoding === 'url' ? encoded(safe.text) : speak(plainOf(safe)));
    },
    ...(blocked !== undefined && { blocked }),
  };
}

const comment: Place = {
  encoding: 'html',
  strict: true,
  escape: (one) => withoutDashes(escapeHtml(one)),
  encoded: (safe) => (safe.encoding === 'html' ? safe.text : withoutDashes(escapeHtml(plainOf(safe)))),
};

/** What a text says, without the encoding that it has. */
const plainOf = ({ text: encoded, encoding }: SafeText): string =>
  isHtml(encoding) ? decoded(encoded) : encoded;

const endsValue = /[\s"'`=<>&\0]/g;

/** For an attribute without quotation marks: what could end it, or the browser's patience with it. */
const escapeUnquoted = (one: string): string =>
  one.replace(endsValue, (c) => `&#${c === '\0' ? 0xfffd : c.charCodeAt(0)};`);

/** Dashes that with others, or with the author's own beside them, would be the end of a comment. */
const withoutDashes = (one: string): string =>
  one.includes('-') ? one.replace(/^-|-$|-(?=-)|(?<=-)-/g, '&#45;') : one;
