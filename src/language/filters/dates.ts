import { CalendarDate } from '../../values/calendar-date.js';
import { formatDate, formatOf, formatTime, timeLetterOf } from '../../values/date-format.js';
import { toDate } from '../../values/dates.js';
import { TimeOfDay } from '../../values/time-of-day.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { wantsDateFormat } from './literal-arguments.js';

const date = defineFilter({
  name: 'date',
  doc:
    'Formats a date by the letters of the argument: "D d M Y", "H:i". Without an argument it is ' +
    'written as the language of the render writes dates. The date is shown in the time zone of the render. ISO 8601 strings are dates too.',
  example: [
    {
      template: '{{ due|date:"D d M Y" }}',
      context: { due: '2025-06-24T12:00:00Z' },
      result: 'Tue 24 Jun 2025',
    },
    { template: '{{ due|date }}', context: { due: '2025-09-01' }, result: 'Sept. 1, 2025' },
  ],
  library: 'built-in',
  input: 'date',
  argument: { name: 'format', type: 'text', required: false, doubt: wantsDateFormat },
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply(value, argument, runtime, site) {
    const format =
      argument === undefined || argument === null || argument === '' ? 'DATE_FORMAT' : String(argument);
    if (value instanceof TimeOfDay) return formatTime(value, format, runtime) ?? '';
    const at = toDate(value, runtime);
    if (at === undefined) return '';
    if (site.django && at instanceof CalendarDate) refuseTime(formatOf(format, runtime));
    const text = formatDate(at, format, runtime);
    runtime.charge(text.length);
    return text;
  },
});

/** Django refuses to print a time that a date has not; we print its midnight. */
function refuseTime(format: string): void {
  const letter = timeLetterOf(format);
  if (letter !== undefined) throw new FilterError(`a date without a time has no "${letter}"`);
}

export const dates: readonly FilterDefinition[] = [date];
