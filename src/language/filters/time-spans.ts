import type { DateTime } from 'luxon';
import { CalendarDate } from '../../values/calendar-date.js';
import {
  dateLetterOf,
  formatDate,
  formatOf,
  formatTime,
  hasTime,
  timeLetterOf,
} from '../../values/date-format.js';
import { hasZone, toDate } from '../../values/dates.js';
import { asText } from '../../values/kinds.js';
import type { FilterRuntime } from '../../values/settings.js';
import { spanText, timeBetween } from '../../values/time-between.js';
import { TimeOfDay } from '../../values/time-of-day.js';
import { truthy } from '../../values/truth.js';
import type { Value } from '../../values/value.js';
import { defineFilter, type FilterDefinition, FilterError, type FilterSite } from '../filter.js';
import { instantOf } from './instant.js';
import { isNothing } from './iterate.js';
import { wantsDateFormat } from './literal-arguments.js';

const time = defineFilter({
  name: 'time',
  doc:
    'Formats a time by the letters of the argument, those of the date filter that tell a time: "H:i". Without ' +
    'an argument it is written as the language of the render writes times. A date without a time, and a letter ' +
    'that tells a date, give nothing.',
  example: [
    { template: '{{ at|time:"H:i" }}', context: { at: '2025-06-24T14:30:00Z' }, result: '14:30' },
    { template: '{{ opens|time }}', context: { opens: '08:30' }, result: '8:30 a.m.' },
  ],
  library: 'built-in',
  input: 'date',
  argument: { name: 'format', type: 'text', required: false, doubt: wantsDateFormat },
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply(value, argument, runtime) {
    const format = isNothing(argument) ? 'TIME_FORMAT' : String(argument);
    const given = timeOf(value, runtime) ?? toDate(value, runtime);
    if (given === undefined) return '';
    runtime.charge(format.length);
    if (given instanceof TimeOfDay) return formatTime(given, format, runtime) ?? '';
    const letters = formatOf(format, runtime);
    if (dateLetterOf(letters) !== undefined) return '';
    if (!hasTime(given) && timeLetterOf(letters) !== undefined) return '';
    return formatDate(given, format, runtime);
  },
});

function timeOf(value: Value, runtime: FilterRuntime): TimeOfDay | undefined {
  if (value instanceof TimeOfDay) return value;
  const text = runtime.isoDates ? asText(value) : undefined;
  return text === undefined || text.length > 20 ? undefined : TimeOfDay.parse(text.trim());
}

/** To Django a day without a time has no zone either. */
const isZoned = (value: Value, date: DateTime, site: FilterSite): boolean =>
  hasZone(date) && !(site.django && value instanceof CalendarDate);

function span(
  value: Value,
  argument: Value,
  runtime: FilterRuntime,
  site: FilterSite,
  until: boolean,
): string {
  const date = instantOf(value, runtime, site);
  const now = truthy(argument) ? instantOf(argument, runtime, site) : runtime.now;
  if (date === undefined || now === undefined) {
    const refused = date === undefined ? value : argument;
    if (site.django && truthy(value) && truthy(refused)) throw new FilterError('a span of time wants dates');
    return '';
  }
  if (truthy(argument) && isZoned(value, date, site) !== isZoned(argument, now, site)) return '';
  const here = now.setZone(date.zone);
  return spanText(until ? timeBetween(here, date) : timeBetween(date, here), runtime.locale);
}

const timesince = defineFilter({
  name: 'timesince',
  doc:
    'The time since a date in words, "4 days, 6 hours": at most two units next to each other, minutes the ' +
    'smallest. Counted to the clock of the render, or to the date given as argument. A date in the future is ' +
    '"0 minutes" ago.',
  example: [
    {
      template: '{{ at|timesince }}',
      context: { at: '2025-06-20T18:00:00Z' },
      result: '4\u00a0days, 6\u00a0hours',
    },
    {
      template: '{{ from|timesince:to }}',
      context: { from: '2025-01-01', to: '2026-03-01' },
      result: '1\u00a0year, 2\u00a0months',
    },
  ],
  library: 'built-in',
  input: 'date',
  argument: { name: 'now', type: 'date', required: false },
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply: (value, argument, runtime, site) => span(value, argument, runtime, site, false),
});

const timeuntil = defineFilter({
  name: 'timeuntil',
  doc:
    'The time until a date in words, as "timesince" tells the time since one: from the clock of the render, or ' +
    'from the date given as argument. A date in the past is "0 minutes" away.',
  example: { template: '{{ at|timeuntil }}', context: { at: '2025-07-02T00:00:00Z' }, result: '1\u00a0week' },
  library: 'built-in',
  input: 'date',
  argument: { name: 'now', type: 'date', required: false },
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply: (value, argument, runtime, site) => span(value, argument, runtime, site, true),
});

/** Times of the day, and how long something is ago or ahead. */
export const timeSpans: readonly FilterDefinition[] = [time, timesince, timeuntil];
