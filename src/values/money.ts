import { intlLocale, remembered } from './locale.js';
import { toDecimal } from './numbers.js';
import type { ScaledDecimal } from './scaled-decimal.js';
import type { Value } from './value.js';

/**
 * ISO 4217's minor units, where they are not 2. Intl is no source for them: CLDR counts the digits that
 * people use (none for LBP, IQD or IDR in cash), the standard those that are defined.
 */
const minorUnits: ReadonlyMap<string, number> = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
);

/** The digits after the point that a currency has by ISO 4217; 2 for an unknown or absent one. */
export function minorUnitDigits(currency: string | undefined): number {
  return (currency !== undefined ? minorUnits.get(currency.toUpperCase()) : undefined) ?? 2;
}

/**
 * An amount of money with at least its currency's digits: `149.9` is `149.90`. Never rounded.
 *
 * @param currency an ISO 4217 code; that of `value` where none is given
 * @returns the amount, which remembers its currency; undefined where `value` is no number
 * @example padMoney('149.9', 'EUR')?.toString() // '149.90'
 */
export function padMoney(value: Value, currency?: string): ScaledDecimal | undefined {
  const amount = toDecimal(value);
  if (amount === undefined) return undefined;
  const code = currency ?? amount.currency;
  const known = code === undefined || code === amount.currency ? amount : amount.withCurrency(code);
  return known.padTo(minorUnitDigits(code));
}

/**
 * An amount as people of a locale write it, with every digit that it has.
 *
 * @param currency an ISO 4217 code; without one the number stands alone, and what is no such code stands
 *   behind it
 * @example formatMoney(padMoney('1234.5', 'EUR'), 'EUR', 'de') // '1.234,50 €'
 */
export function formatMoney(value: ScaledDecimal, currency: string | undefined, locale: string): string {
  const code = currency !== undefined && /^[A-Za-z]{3}$/.test(currency) ? currency.toUpperCase() : '';
  const format = formats(`${intlLocale(locale)} ${code} ${Math.min(value.scale, 100)}`);
  // The digits go in as text: a number would lose those past 2^53.
  const text = (format.format as unknown as (digits: string) => string)(value.toString());
  return code === '' && currency !== undefined && currency !== '' ? `${text} ${currency}` : text;
}

const formats = remembered((key) => {
  const [locale = 'en', currency = '', digits] = key.split(' ');
  const scale = { minimumFractionDigits: Number(digits), maximumFractionDigits: Number(digits) };
  return new Intl.NumberFormat(locale, { ...scale, ...(currency !== '' && { style: 'currency', currency }) });
});
