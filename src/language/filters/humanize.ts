import { Decimal } from 'decimal.js';
import { asText } from '../../values/kinds.js';
import { isEnglish } from '../../values/locale.js';
import { localiseDigits } from '../../values/number-format.js';
import { compactText, namedPower, ordinalText, spellDigit } from '../../values/number-words.js';
import { toDecimal } from '../../values/numbers.js';
import { toPrinted } from '../../values/print.js';
import { SafeText } from '../../values/safe-text.js';
import { ExactDecimal } from '../../values/scaled-decimal.js';
import type { FilterRuntime } from '../../values/settings.js';
import { toText } from '../../values/text.js';
import { truthy } from '../../values/truth.js';
import type { Value } from '../../values/value.js';
import { fromWhole, toWhole } from '../../values/whole-numbers.js';
import { defineFilter, type FilterDefinition, FilterError, type FilterSite } from '../filter.js';
import { isNumber } from './calculate.js';
import { digitsOf, mostDigits } from './number-size.js';

/** Python's int() of an infinite number raises OverflowError, which Django lets out. */
function refuseInfinite(value: Value, filter: string): void {
  if (value === Infinity || value === -Infinity) throw new FilterError(`"${filter}" wants a finite number`);
}

const apnumber = defineFilter({
  name: 'apnumber',
  doc: 'For numbers 1 to 9, the number spelled out; otherwise, the number. This follows Associated Press style.',
  example: [
    { template: '{{ n|apnumber }}', context: { n: 3 }, result: 'three' },
    { template: '{{ n|apnumber }}', context: { n: 10 }, result: '10' },
  ],
  library: 'humanize',
  input: 'number',
  result: 'any',
  paths: 'text',
  output: 'same',
  pure: false,
  apply(value, _argument, runtime) {
    refuseInfinite(value, 'apnumber');
    const number = toWhole(value);
    if (number === undefined) return value;
    const word = number > 0n && number < 10n ? spellDigit(Number(number), runtime.locale) : undefined;
    return word ?? fromWhole(number);
  },
});

const ordinal = defineFilter({
  name: 'ordinal',
  doc: 'A whole number as a place in an order: 1st, 2nd, 3rd. Negative numbers stay as they are.',
  example: [
    { template: '{{ n|ordinal }}', context: { n: 1 }, result: '1st' },
    { template: '{{ n|ordinal }}', context: { n: 112 }, result: '112th' },
  ],
  library: 'humanize',
  input: 'number',
  result: 'any',
  paths: 'text',
  output: 'same',
  pure: false,
  apply(value, _argument, runtime) {
    refuseInfinite(value, 'ordinal');
    const number = toWhole(value);
    if (number === undefined) return value;
    const digits = String(number);
    runtime.charge(digits.length);
    return number < 0n ? digits : new SafeText(ordinalText(digits, runtime.locale));
  },
});

const intcomma = defineFilter({
  name: 'intcomma',
  doc:
    'A number with its thousands set apart, in the signs of the language of the render; every decimal stays. ' +
    'A text that does not read as a number has commas put into the digits that it starts with; with the ' +
    'argument False every value is such a text.',
  example: [
    { template: '{{ n|intcomma }}', context: { n: 4500000 }, result: '4,500,000' },
    { template: '{{ n|intcomma }}', context: { n: '1234567.50' }, result: '1,234,567.50' },
    { template: '{{ n|intcomma:False }}', context: { n: 1234567 }, result: '1,234,567' },
  ],
  library: 'humanize',
  input: 'number',
  argument: { name: 'localised', type: 'any', required: false },
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: false,
  apply(value, argument, runtime, site) {
    const text = asText(value);
    runtime.charge(text?.length ?? 0);
    if (argument !== undefined && !truthy(argument)) return commas(toText(value, runtime));
    if (isNumber(value)) return groupNumber(value, runtime, site);
    const whole = typeof value === 'boolean' || text !== undefined ? toWhole(value) : undefined;
    if (whole !== undefined)
      return localiseDigits(String(whole), runtime.locale, site.django ? 'django' : true);
    const decimal = text !== undefined && /^-?\d+\.\d+$/.test(text) ? text : undefined;
    if (decimal !== undefined) return localiseDigits(decimal, runtime.locale, site.django ? 'django' : true);
    if (value === null && !site.django) return '';
    return commas(toText(value, runtime));
  },
});

function groupNumber(value: Value, runtime: FilterRuntime, site: FilterSite): string {
  const decimal = toDecimal(value);
  if (decimal === undefined || digitsOf(decimal) > mostDigits) return toPrinted(value, runtime);
  return localiseDigits(decimal.toString(), runtime.locale, site.django ? 'django' : true);
}

/** Commas after every third digit, from the right, of those that a text starts with. */
function commas(text: string): string {
  const start = text.startsWith('-') ? 1 : 0;
  const [digits = ''] = /^\p{Nd}*/u.exec(text.slice(start)) ?? [];
  const characters = Array.from(digits);
  const groups: string[] = [];
  for (let end = characters.length; end > 0; end -= 3) {
    groups.push(characters.slice(Math.max(0, end - 3), end).join(''));
  }
  return text.slice(0, start) + groups.reverse().join(',') + text.slice(start + digits.length);
}

const intword = defineFilter({
  name: 'intword',
  doc: 'A large whole number in words, from a million on: "1.2 million", "1.2 billion". Smaller ones stay as they are.',
  example: [
    { template: '{{ n|intword }}', context: { n: 1200000 }, result: '1.2 million' },
    { template: '{{ n|intword }}', context: { n: '4500' }, result: '4500' },
  ],
  library: 'humanize',
  input: 'number',
  result: 'any',
  paths: 'text',
  output: 'text',
  pure: false,
  apply(value, _argument, runtime) {
    refuseInfinite(value, 'intword');
    const number = toWhole(value);
    if (number === undefined) return value;
    const power = namedPower(number < 0n ? -number : number);
    if (power === undefined) return fromWhole(number);
    if (!isEnglish(runtime.locale)) return compactText(number, runtime.locale);
    const [exponent, name] = power;
    // Python divides into a float, and rounds what that prints as.
    const quotient = new ExactDecimal(Number(`${number}e-${exponent}`));
    const shown = quotient.toFixed(1, Decimal.ROUND_HALF_UP);
    return `${shown === '-0.0' ? '0.0' : shown} ${name}`;
  },
});

/** What numbers are called. */
export const humanizeNumbers: readonly FilterDefinition[] = [apnumber, ordinal, intcomma, intword];
