import { intlLocale, remembered } from './locale.js';

interface Separators {
  readonly decimal: string;
  readonly group: string;
}

const separators = remembered((locale): Separators => {
  const parts = new Intl.NumberFormat(locale, {
    numberingSystem: 'latn',
  } as Intl.NumberFormatOptions).formatToParts(1234567.5);
  const find = (type: Intl.NumberFormatPartTypes, usual: string) =>
    parts.find((part) => part.type === type)?.value ?? usual;
  return { decimal: find('decimal', '.'), group: find('group', ',') };
});

/**
 * Digits with a point, as `toFixed` writes them, in the signs of a locale.
 *
 * @param grouped thousands apart, in threes as Django has it
 * @example localiseDigits('-6666.50', 'de', true) // '-6.666,50'
 */
export function localiseDigits(digits: string, locale: string, grouped: boolean): string {
  const { decimal, group } = separators(intlLocale(locale));
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole = '', fraction] = digits.slice(sign.length).split('.');
  const start = whole.length % 3 || 3;
  let text = sign + (grouped ? whole.slice(0, start) : whole);
  if (grouped) for (let i = start; i < whole.length; i += 3) text += group + whole.slice(i, i + 3);
  return fraction === undefined ? text : text + decimal + fraction;
}
