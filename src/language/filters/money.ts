import { asText } from '../../values/kinds.js';
import { formatMoney, padMoney } from '../../values/money.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { wantsCurrency } from './literal-arguments.js';

const money = defineFilter({
  name: 'money',
  doc:
    'Shows an amount of money as people of the locale write it, with its currency: the one that stands ' +
    'beside the value, or the ISO 4217 code given as argument. No digit is ever dropped or rounded away.',
  example: [
    { template: '{{ total|money:"EUR" }}', context: { total: '1234.5' }, result: '€1,234.50' },
    { template: '{{ total|money:"JPY" }}', context: { total: 1500 }, result: '¥1,500' },
    { template: '{{ total|money }}', context: { total: 12 }, result: '12.00' },
  ],
  library: 'snippetry',
  input: 'number',
  argument: { name: 'currency', type: 'text', required: false, doubt: wantsCurrency },
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply(value, argument, runtime) {
    if (value === undefined || value === null || asText(value)?.trim() === '') return '';
    const currency = asText(argument)?.trim();
    const amount = padMoney(value, currency === '' ? undefined : currency);
    if (amount === undefined) throw new FilterError('"money" wants a number');
    const text = formatMoney(amount, amount.currency, runtime.locale);
    runtime.charge(text.length);
    return text;
  },
});

export const moneyFilters: readonly FilterDefinition[] = [money];
