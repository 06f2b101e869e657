import type { Markup } from '../markup.js';
import { cssBehindUnknown, mergeCss } from './css-parts.js';
import { anyDashes, mergeDashes } from './dashes.js';
import { ofElement } from './elements.js';
import { placeOf } from './places.js';
import { HtmlReader } from './reader.js';
import {
  described,
  type HtmlState,
  htmlState,
  type Mode,
  type Parts,
  textParts,
  textState,
} from './states.js';
import { mergeUrls, urlBehindUnknown } from './url-parts.js';

/** Reads the HTML of an e-mail, which blocks and includes may open and close for each other. */
export const htmlMarkup: Markup = {
  start: textState,
  composes: true,
  read: (text, state, at, report) => new HtmlReader(state as HtmlState, at, report).read(text),
  merge: (one, other) => merged(one as HtmlState, other as HtmlState),
  place: (state) => placeOf(state as HtmlState),
  unknown(state) {
    const { key: _, ...parts } = state as HtmlState;
    const { mode, dashes, outer, url, css } = parts;
    if (outer === undefined && mode !== 'comment' && url === undefined && css === undefined) return state;
    return htmlState({
      ...parts,
      dashes: mode === 'comment' ? anyDashes : dashes,
      outer: outer && anyDashes,
      url: url && urlBehindUnknown(url),
      css: css && cssBehindUnknown(css),
    });
  },
  describe: (state) => described(state as HtmlState),
  end(to, _from, _at, report) {
    const { mode, outer, since, outerSince, held } = to as HtmlState;
    if (mode === 'text' && outer === undefined) return;
    const [start, opener] =
      outer !== undefined ? [outerSince, '<!--'] : [since, mode === 'open' ? held : (openers[mode] ?? '<')];
    report({ kind: 'unclosed', opener, start, end: start + opener.length });
  },
};

const openers: Partial<Record<Mode, string>> = { comment: '<!--', bogus: '<!' };

/** Behind two texts of which one is printed. */
function merged(one: HtmlState, other: HtmlState): HtmlState | undefined {
  if (one.key === other.key) return one;
  if ((one.outer === undefined) !== (other.outer === undefined)) return undefined;
  const outer = one.outer && other.outer && mergeDashes(one.outer, other.outer);
  const inner = mergedInner(one, other);
  return inner && htmlState({ ...inner, outer });
}

const names: ReadonlySet<Mode> = new Set(['tag-name', 'before-name', 'name', 'after-name', 'name-undecided']);

function mergedInner(a: HtmlState, b: HtmlState): Parts | undefined {
  const { outer: _a, key: _k, ...one } = a;
  const { outer: _b, key: _l, ...other } = b;
  const alike = (x: Omit<Parts, 'outer'>) =>
    htmlState({ ...x, outer: undefined, url: undefined, css: undefined, dashes: textParts.dashes, held: '' })
      .key;
  const between = ({ mode }: HtmlState) => mode === 'after-name' || mode === 'before-name';
  if (between(a) && between(b) && a.element === b.element) {
    // An equals sign belongs to the name before it, if there is one.
    return {
      ...textParts,
      mode: 'before-name',
      element: a.element,
      held: '=',
      since: a.since,
      outerSince: a.outerSince,
    };
  }
  if (alike(one) === alike(other))
    return mergedWithin({ ...one, outer: undefined }, { ...other, outer: undefined });
  const element = elementOf(a);
  if (element !== elementOf(b) || !(mayEnd(a) && mayEnd(b))) return undefined;
  const held = takesSlash(a) || takesSlash(b) ? '/' : '';
  const { since, outerSince } = a;
  return { ...textParts, mode: 'name-undecided', element, held, since, outerSince };
}

/** White space, or the end of the tag, would end a name here, or a value without quotation marks. */
const mayEnd = (state: HtmlState): boolean => names.has(state.mode) || endsUnquoted(state);

const endsUnquoted = ({ mode, quote, fresh, held }: HtmlState): boolean =>
  mode === 'value' && quote === '' && !fresh && held === '';

/** A value without quotation marks takes the slash that would end a name. */
const takesSlash = (state: HtmlState): boolean =>
  endsUnquoted(state) || (state.mode === 'name-undecided' && state.held === '/');

/** Of a tag whose name may be complete. */
const elementOf = ({ mode, element }: HtmlState): string =>
  mode === 'tag-name' && element !== '-' ? ofElement(element) : element;

function mergedWithin(one: Parts, other: Parts): Parts | undefined {
  const dashes = mergeDashes(one.dashes, other.dashes);
  if (one.held !== other.held && one.mode !== 'comment') return undefined;
  const held = one.held === other.held ? one.held : '-';
  if (one.url !== undefined && other.url !== undefined) {
    const url = mergeUrls(one.url, other.url);
    return url && { ...one, url, dashes, held };
  }
  if (one.css !== undefined && other.css !== undefined) {
    const css = mergeCss(one.css, other.css);
    return css && { ...one, css, dashes, held };
  }
  return { ...one, dashes, held };
}
