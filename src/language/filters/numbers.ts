import { Decimal } from 'decimal.js';
import { asDecimal, asText } from '../../values/kinds.js';
import { localiseDigits } from '../../values/number-format.js';
import { toDecimal, toInteger } from '../../values/numbers.js';
import { SafeText } from '../../values/safe-text.js';
import type { FilterRuntime } from '../../values/settings.js';
import { toText } from '../../values/text.js';
import type { Value } from '../../values/value.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { wantsPlaces } from './literal-arguments.js';
import { digitsOf, mostDigits } from './number-size.js';

/** More places than any currency or measure has. */
const mostPlaces = 1000;

const floatformat = defineFilter({
  name: 'floatformat',
  doc:
    'Rounds a number. Without an argument, to one decimal place, but only if there is a decimal part; with a ' +
    'positive number, to that many places always; with a negative one, to that many but only if there is a ' +
    'decimal part; with 0, to the nearest integer. The suffix "g" groups thousands in the way of the locale, ' +
    '"u" leaves the locale aside.',
  example: [
    { template: '{{ n|floatformat }}', context: { n: 34.23234 }, result: '34.2' },
    { template: '{{ n|floatformat }}', context: { n: 34 }, result: '34' },
    { template: '{{ n|floatformat:3 }}', context: { n: 34 }, result: '34.000' },
    { template: '{{ n|floatformat:"-3" }}', context: { n: 34.26 }, result: '34.260' },
    { template: '{{ n|floatformat:"2g" }}', context: { n: 34232.34 }, result: '34,232.34' },
  ],
  library: 'built-in',
  input: 'number',
  argument: { name: 'places', type: 'any', required: false, doubt: wantsPlaces },
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: false,
  apply(value, argument, runtime, site) {
    const { places, grouped, localised } = readPlaces(argument);
    const number = toDecimal(value);
    if (number === undefined) return isUnbounded(value) ? printed(value, runtime) : '';
    if (places === undefined || digitsOf(number) > mostDigits) return printed(value, runtime);
    if (Math.abs(places) > mostPlaces)
      throw new FilterError(`"floatformat" shows at most ${mostPlaces} places`);
    runtime.charge(Math.abs(places));
    const shown = number.value.isInteger() && places <= 0 ? 0 : Math.abs(places);
    const rounded = number.value.toFixed(shown, Decimal.ROUND_HALF_UP);
    const digits = /^-[0.]*$/.test(rounded) ? rounded.slice(1) : rounded;
    const text = localised
      ? localiseDigits(digits, runtime.locale, grouped && site.django ? 'django' : grouped)
      : digits;
    return site.django ? new SafeText(text) : text;
  },
});

interface Places {
  /** Undefined where the argument is no number: then the input is shown as it is. */
  readonly places: number | undefined;
  readonly grouped: boolean;
  readonly localised: boolean;
}

function readPlaces(argument: Value): Places {
  const text = asText(argument);
  if (text === undefined) {
    if (argument === null) throw new FilterError('"floatformat" wants a number of places');
    return { places: argument === undefined ? -1 : toInteger(argument), grouped: false, localised: true };
  }
  if (text === '') throw new FilterError('"floatformat" wants a number of places');
  const suffix = /(?:gu|ug|g|u)$/.exec(text)?.[0] ?? '';
  const number = text.slice(0, text.length - suffix.length);
  return {
    places: number === '' ? -1 : toInteger(number),
    grouped: suffix === 'g',
    localised: !suffix.includes('u'),
  };
}

/** NaN, the infinities and exponents past reason: numbers to Python, shown as they came. */
function isUnbounded(value: Value): boolean {
  if (typeof value === 'number') return true;
  if (typeof value === 'object' && value !== null && asDecimal(value) !== undefined) return true;
  const text = asText(value) ?? '';
  return /^[-+]?(?:s?nan\d*|inf|infinity|(?:\d+\.?\d*|\.\d+)e[-+]?\d+)$/i.test(
    text.trim().replaceAll('_', ''),
  );
}

const printed = (value: Value, runtime: FilterRuntime): string => asText(value) ?? toText(value, runtime);

/** What numbers look like. */
export const numbers: readonly FilterDefinition[] = [floatformat];
