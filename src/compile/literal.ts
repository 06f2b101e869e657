import type { Evaluate } from '../language/pass.js';
import { SafeText } from '../values/safe-text.js';

/**
 * `_("…")`, safe as every text that an author writes in quotes. Messages have their percent signs doubled;
 * Django forgets to halve them here, so that it prints "100%%" for _("100%").
 */
export function compileTranslated(text: string, django: boolean): Evaluate {
  const message = text.replaceAll('%', '%%');
  const read = (translated: string): SafeText =>
    new SafeText(django || message === text ? translated : translated.replaceAll('%%', '%'));
  return (pass) => read(pass.translator.text(message));
}
