import type { Refusal } from '../markup.js';
import { cssBehindValue, cssStart } from './css-parts.js';
import { dashesBehindValue } from './dashes.js';
import { isEscapable } from './elements.js';
import type { Parts } from './states.js';
import { urlBehindValue, urlStart } from './url-parts.js';

/** The state behind a value, or why none may stand here. */
export function behindValue(from: Parts): Parts | Refusal {
  const inner = behindInner(from);
  if (typeof inner === 'string' || inner.outer === undefined) return inner;
  return { ...inner, outer: dashesBehindValue(inner.outer) };
}

/** Whether `&` right before a value could make `:` or `(` of it, where these would mean something. */
export function splitsReference({ mode, held, url, css }: Parts): boolean {
  if (mode !== 'value' || held === '') return false;
  return css !== undefined || url?.part === 'start' || url?.part === 'open' || url?.part === 'unknown';
}

function behindInner(from: Parts): Parts | Refusal {
  switch (from.mode) {
    case 'text':
      return from;
    case 'open':
      return 'undecided';
    case 'tag-name':
      return 'tag-name';
    case 'before-name':
    case 'name':
    case 'after-name':
    case 'name-undecided':
      return 'attribute-name';
    case 'bogus':
      return 'declaration';
    case 'comment':
      return { ...from, dashes: dashesBehindValue(from.dashes), held: '-' };
    case 'raw':
      if (!isEscapable(from.element))
        return from.element === 'script' || from.element === 'style' ? from.element : 'raw';
      return from.held === '' ? from : 'undecided';
    case 'before-value':
      return behindAttribute({
        ...from,
        mode: 'value',
        fresh: true,
        url: from.kind === 'url' ? urlStart : undefined,
        css: from.kind === 'style' ? cssStart : undefined,
      });
    case 'value':
      return behindAttribute(from);
  }
}

function behindAttribute(from: Parts): Parts | Refusal {
  const { kind, url, css } = from;
  if (kind === 'handler' || kind === 'srcset' || kind === 'srcdoc') return kind;
  if (url?.part === 'script') return 'script-url';
  const styled = css && cssBehindValue(css);
  if (typeof styled === 'string') return styled;
  if (styled?.url.part === 'script') return 'script-url';
  return { ...from, fresh: false, url: url && urlBehindValue(url), css: styled };
}
