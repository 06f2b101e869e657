import { escapeHtml } from '../../values/escape-html.js';
import { SafeText } from '../../values/safe-text.js';
import type { FilterRuntime } from '../../values/settings.js';
import { toText } from '../../values/text.js';
import type { Value } from '../../values/value.js';

/** Whether `value` is HTML already. Text that is safe in another encoding is not. */
export const isSafeHtml = (value: Value): value is SafeText =>
  value instanceof SafeText && value.encoding === 'html';

/** Django's `conditional_escape`: the value as HTML, escaped unless it is HTML already. */
export const conditionalEscape = (value: Value, runtime: FilterRuntime): string =>
  isSafeHtml(value) ? value.text : escapeHtml(toText(value, runtime));
