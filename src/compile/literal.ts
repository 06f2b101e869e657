import type { Evaluate } from '../language/pass.js';
import { SafeText } from '../values/safe-text.js';
import type { Value } from '../values/value.js';

const markup = /[&<>"']/;

/** What an author writes in quotes is safe; without markup the mark makes no difference, so it is left out. */
export const literalText = (text: string): Value => (markup.test(text) ? new SafeText(text) : text);

/**
 * `_("…")`. Messages have their percent signs doubled; Django forgets to halve them here, so that it prints
 * "100%%" for _("100%").
 */
export function compileTranslated(text: string, django: boolean): Evaluate {
  const message = text.replaceAll('%', '%%');
  if (django || message === text) return (pass) => literalText(pass.translator.text(message));
  return (pass) => literalText(pass.translator.text(message).replaceAll('%%', '%'));
}
