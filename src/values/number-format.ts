import { intlLocale } from './locale.js';
import { type LocaleFormats, localeFormats } from './locale-formats.js';

/**
 * Digits with a point, as `toFixed` writes them, in the signs of a locale.
 *
 * @param grouped thousands apart, in the groups that Django has for the language, else in threes; `'django'`
 *   leaves them together where Django knows no groups (Japanese, Hebrew, Arabic…)
 * @example localiseDigits('-6666.50', 'de', true) // '-6.666,50'
 */
export function localiseDigits(digits: string, locale: string, grouped: boolean | 'django'): string {
  const formats = localeFormats(locale);
  if (grouped === false && formats.decimal === '.') return digits;
  const sign = digits.startsWith('-') ? '-' : '';
  const point = digits.indexOf('.');
  const whole = digits.slice(sign.length, point < 0 ? undefined : point);
  const text = sign + (grouped === false ? whole : group(whole, locale, formats, grouped === 'django'));
  return point < 0 ? text : text + formats.decimal + digits.slice(point + 1);
}

function group(whole: string, locale: string, formats: LocaleFormats, django: boolean): string {
  const known = formats.groupSize > 0 && formats.group !== '';
  if (!known && django) return whole;
  const size = known ? formats.groupSize : 3;
  const sign = known ? formats.group : formats.group || intlGroup(locale);
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= size) groups.push(whole.slice(Math.max(0, end - size), end));
  return groups.reverse().join(sign);
}

function intlGroup(locale: string): string {
  const parts = new Intl.NumberFormat(intlLocale(locale)).formatToParts(1234567);
  return parts.find(({ type }) => type === 'group')?.value ?? ',';
}
