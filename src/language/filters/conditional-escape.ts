import { escapeHtml } from '../../values/escape-html.js';
import { type Encoding, isHtml, type Place, SafeText } from '../../values/safe-text.js';
import type { FilterRuntime } from '../../values/settings.js';
import { toText } from '../../values/text.js';
import type { Value } from '../../values/value.js';
import type { FilterSite } from '../filter.js';

/** Whether `value` is HTML already. Text that is safe in another encoding is not. */
export const isSafeHtml = (value: Value): value is SafeText =>
  value instanceof SafeText && isHtml(value.encoding);

/** Django's `conditional_escape`: the value as HTML, escaped unless it is HTML already. */
export const conditionalEscape = (value: Value, runtime: FilterRuntime): string =>
  isSafeHtml(value) ? value.text : escapeHtml(toText(value, runtime));

/** The same for the place that a filter stands in: HTML, or the markup of a chat channel. */
export function escapedHere(value: Value, runtime: FilterRuntime, site: FilterSite): SafeText {
  const { markup } = site;
  if (markup === undefined) {
    return isSafeHtml(value) ? value : new SafeText(escapeHtml(toText(value, runtime)), escapedAs(site));
  }
  return isSafeIn(value, markup)
    ? value
    : new SafeText(markup.escape(toText(value, runtime)), markup.encoding);
}

/** What escaping makes. */
export const escapedAs = ({ contextual }: FilterSite): Encoding => (contextual ? 'html-escaped' : 'html');
/** What a filter makes that writes markup. */
export const markedUpAs = ({ contextual }: FilterSite): Encoding => (contextual ? 'html-text' : 'html');

/** Text that its author vouches for: in a chat channel as markup of this place. */
export const safeHere = (text: string, { markup }: FilterSite): SafeText =>
  new SafeText(text, markup?.encoding);

export const isSafeIn = (value: Value, { encoding }: Place): value is SafeText =>
  value instanceof SafeText && value.encoding === encoding;
