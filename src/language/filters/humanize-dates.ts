import { CalendarDate } from '../../values/calendar-date.js';
import { formatDate, formatOf, timeLetterOf } from '../../values/date-format.js';
import { toDate } from '../../values/dates.js';
import { naturalTime, nearDay } from '../../values/natural-time.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { instantOf } from './instant.js';
import { isNothing } from './iterate.js';
import { wantsDateFormat } from './literal-arguments.js';

const naturalday = defineFilter({
  name: 'naturalday',
  doc:
    'Says "today", "tomorrow" or "yesterday" of those days, by the clock and the time zone of the render; formats any other ' +
    'day by the letters of the argument as the date filter takes them, or as the language writes dates.',
  example: [
    { template: '{{ day|naturalday }}', context: { day: '2025-06-26' }, result: 'tomorrow' },
    { template: '{{ day|naturalday:"j F" }}', context: { day: '2025-07-14' }, result: '14 July' },
  ],
  library: 'humanize',
  input: 'date',
  argument: { name: 'format', type: 'text', required: false, doubt: wantsDateFormat },
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply(value, argument, runtime, site) {
    const date = toDate(value, runtime);
    if (date === undefined) return value;
    const today = date instanceof CalendarDate ? runtime.now : runtime.now.setZone(date.zone);
    const days = dayNumber(date) - dayNumber(today);
    if (days === 0 || days === 1 || days === -1) return nearDay(days, runtime.locale);
    const format = isNothing(argument) ? 'DATE_FORMAT' : String(argument);
    const letter = site.django ? timeLetterOf(formatOf(format, runtime)) : undefined;
    if (letter !== undefined) throw new FilterError(`a date without a time has no "${letter}"`);
    runtime.charge(format.length);
    return formatDate(new CalendarDate(date.year, date.month, date.day), format, runtime);
  },
});

/** Days since 1970. */
const dayNumber = ({ year, month, day }: { year: number; month: number; day: number }): number =>
  Math.round(Date.UTC(year, month - 1, day) / (24 * 3600 * 1000));

const naturaltime = defineFilter({
  name: 'naturaltime',
  doc:
    'How long ago or ahead an instant is, by the clock of the render: "29 seconds ago", "an hour from now", ' +
    '"1 day, 2 hours ago". What is no date stays as it is.',
  example: [
    {
      template: '{{ at|naturaltime }}',
      context: { at: '2025-06-24T23:57:00Z' },
      result: '3\u00a0minutes ago',
    },
    {
      template: '{{ at|naturaltime }}',
      context: { at: '2025-06-26T02:00:00Z' },
      result: '1\u00a0day, 2\u00a0hours from now',
    },
  ],
  library: 'humanize',
  input: 'date',
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply(value, _argument, runtime, site) {
    if (site.django && value instanceof CalendarDate) {
      throw new FilterError('"naturaltime" wants an instant, not a day without a time');
    }
    const date = instantOf(value, runtime, site);
    return date === undefined ? value : naturalTime(date, runtime.now, runtime.locale);
  },
});

/** Days and times by how near they are. */
export const humanizeDates: readonly FilterDefinition[] = [naturalday, naturaltime];
