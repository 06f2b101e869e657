import { DateTime, IANAZone } from 'luxon';
import { keepZone, parseIsoDate } from '../../values/dates.js';
import { asDateTime, asText } from '../../values/kinds.js';
import type { FilterRuntime } from '../../values/settings.js';
import type { Value } from '../../values/value.js';
import { defineFilter, type FilterDefinition } from '../filter.js';
import { wantsZone } from './literal-arguments.js';

/** The value as an instant; undefined for a day without a time and for what is no date. */
function instant(value: Value, runtime: FilterRuntime): DateTime | undefined {
  if (typeof value === 'object' && value !== null) {
    const date = value instanceof Date ? DateTime.fromJSDate(value, { zone: 'UTC' }) : asDateTime(value);
    if (date?.isValid) return date;
  }
  const text = runtime.isoDates ? asText(value) : undefined;
  const date = text === undefined ? undefined : parseIsoDate(text.trim(), runtime.timeZone);
  return date instanceof DateTime ? date : undefined;
}

function moved(value: Value, zone: string, runtime: FilterRuntime): Value {
  const date = instant(value, runtime)?.setZone(zone);
  return date?.isValid ? keepZone(date) : '';
}

const localtime = defineFilter({
  name: 'localtime',
  doc: 'Shows an instant in the time zone of the render, also where that is switched off. What is no instant gives nothing.',
  example: {
    template: '{{ at|localtime|date:"H:i e" }}',
    context: { at: '2025-06-24T12:00:00+02:00' },
    result: '10:00 UTC',
  },
  library: 'tz',
  input: 'date',
  result: 'date',
  paths: 'input',
  output: 'text',
  pure: false,
  apply: (value, _argument, runtime) => moved(value, runtime.timeZone, runtime),
});

const utc = defineFilter({
  name: 'utc',
  doc: 'Shows an instant in UTC, whatever the time zone of the render. What is no instant gives nothing.',
  example: {
    template: '{{ at|utc|date:"H:i e" }}',
    context: { at: '2025-06-24T12:00:00+02:00' },
    result: '10:00 UTC',
  },
  library: 'tz',
  input: 'date',
  result: 'date',
  paths: 'input',
  output: 'text',
  pure: false,
  apply: (value, _argument, runtime) => moved(value, 'UTC', runtime),
});

const timezone = defineFilter({
  name: 'timezone',
  doc: 'Shows an instant in the time zone that the argument names, such as "Europe/Paris". What is no instant, and a zone that there is not, give nothing.',
  example: {
    template: '{{ at|timezone:"Europe/Paris"|date:"H:i e" }}',
    context: { at: '2025-06-24T12:00:00Z' },
    result: '14:00 CEST',
  },
  library: 'tz',
  input: 'date',
  argument: { name: 'zone', type: 'any', required: true, doubt: wantsZone },
  result: 'date',
  paths: 'input',
  output: 'text',
  pure: false,
  apply(value, argument, runtime) {
    const zone = asText(argument);
    return zone !== undefined && /^[A-Z][\w+/-]*$/i.test(zone) && IANAZone.isValidZone(zone)
      ? moved(value, zone, runtime)
      : '';
  },
});

/** Instants on other clocks. */
export const timeZones: readonly FilterDefinition[] = [localtime, utc, timezone];
