import { Decimal } from 'decimal.js';
import { minorUnitDigits } from './money.js';
import { ExactDecimal, ScaledDecimal } from './scaled-decimal.js';

/**
 * Exchange rates, each as what one unit of `base` is in that currency. Text keeps every digit.
 *
 * @example { base: 'USD', rates: { EUR: '0.92', PLN: '3.9812' } }
 */
export interface ExchangeRates {
  /** An ISO 4217 code. */
  readonly base: string;
  readonly rates: Readonly<Record<string, string | number>>;
}

/**
 * An amount in another currency, rounded half up to that currency's ISO 4217 digits. In its own currency an
 * amount stays as it is.
 *
 * @param from the currency of `amount`
 * @returns undefined where a rate for `from` or `to` is missing or is no positive number
 * @example convertAmount(amount, 'EUR', 'USD', { base: 'USD', rates: { EUR: '0.80' } }) // 100 EUR are 125.00 USD
 */
export function convertAmount(
  amount: ScaledDecimal,
  from: string,
  to: string,
  rates: ExchangeRates,
): ScaledDecimal | undefined {
  const [source, target] = [from.toUpperCase(), to.toUpperCase()];
  if (source === target) return amount.withCurrency(target).padTo(minorUnitDigits(target));
  const [fromRate, toRate] = [rateOf(source, rates), rateOf(target, rates)];
  if (fromRate === undefined || toRate === undefined) return undefined;
  const digits = minorUnitDigits(target);
  const value = new ExactDecimal(amount.value).times(toRate).div(fromRate);
  return new ScaledDecimal(value.toDecimalPlaces(digits, Decimal.ROUND_HALF_UP), digits, target);
}

/** Whether `rates` knows a currency. */
export const hasRate = (currency: string, rates: ExchangeRates): boolean =>
  rateOf(currency.toUpperCase(), rates) !== undefined;

function rateOf(currency: string, { base, rates }: ExchangeRates): Decimal | undefined {
  if (currency === base.toUpperCase()) return new ExactDecimal(1);
  if (!Object.hasOwn(rates, currency)) return undefined;
  const rate = ScaledDecimal.parse(String(rates[currency]))?.value;
  return rate?.greaterThan(0) ? rate : undefined;
}
