import { djangoDateNames } from './django-date-names.js';
import { intlLocale, isEnglish, remembered } from './locale.js';

/** The words that dates are written with in one language. Months count from 0, weekdays from Sunday. */
export interface DateNames {
  readonly months: readonly string[];
  /** As they stand beside a day: Polish "stycznia" for "styczeń". */
  readonly monthsInDate: readonly string[];
  readonly monthsShort: readonly string[];
  /** As `monthsShort`, in small letters. */
  readonly monthsLower: readonly string[];
  /** Associated Press style in English: "Jan.", "March", "Sept.". */
  readonly monthsPress: readonly string[];
  readonly weekdays: readonly string[];
  readonly weekdaysShort: readonly string[];
  /** The locale's own short time, where `P` is not made of the words below. */
  readonly time?: (hour: number, minute: number) => string;
  readonly am: string;
  readonly pm: string;
  readonly AM: string;
  readonly PM: string;
  readonly midnight: string;
  readonly noon: string;
}

const english: DateNames = {
  ...sameMonths(
    'January February March April May June July August September October November December'.split(' '),
  ),
  monthsShort: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  monthsLower: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  monthsPress: 'Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.'.split(' '),
  weekdays: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
  weekdaysShort: 'Sun Mon Tue Wed Thu Fri Sat'.split(' '),
  am: 'a.m.',
  pm: 'p.m.',
  AM: 'AM',
  PM: 'PM',
  midnight: 'midnight',
  noon: 'noon',
};

/**
 * English words are Django's own. Every other language's are Intl's, as they stand in running text; in
 * Django's dialect they are Django's, where they are known.
 */
export const dateNames = (locale: string, django = false): DateNames =>
  (django ? djangoDateNames(locale) : undefined) ?? usualNames(locale);

const usualNames: (locale: string) => DateNames = remembered((locale) =>
  isEnglish(locale) ? english : fromIntl(intlLocale(locale)),
);

function sameMonths(months: readonly string[]): Pick<DateNames, 'months' | 'monthsInDate'> {
  return { months, monthsInDate: months };
}

function fromIntl(locale: string): DateNames {
  const part = (options: Intl.DateTimeFormatOptions, type: Intl.DateTimeFormatPartTypes) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
    return (date: Date) => format.formatToParts(date).find((one) => one.type === type)?.value ?? '';
  };
  const month = (index: number) => new Date(Date.UTC(2023, index, 1));
  // 1 January 2023 was a Sunday.
  const weekday = (index: number) => new Date(Date.UTC(2023, 0, 1 + index));
  const hour = (at: number) => new Date(Date.UTC(2023, 0, 1, at));
  const each = (count: number, of: (index: number) => Date, name: (date: Date) => string) =>
    Array.from({ length: count }, (_, index) => name(of(index)));
  const dayPeriod = part({ hour: 'numeric', hour12: true }, 'dayPeriod');
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const [am, pm] = [dayPeriod(hour(6)), dayPeriod(hour(18))];
  const whole = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC', calendar: 'gregory' });
  /** Where a month is but its number among the parts, as in Japanese, its name is what stands alone. */
  const named = (names: readonly string[]) =>
    names.every((name) => /^\d+$/.test(name)) ? each(12, month, (date) => whole.format(date)) : names;
  const monthsShort = named(each(12, month, part({ month: 'short' }, 'month')));
  const pressed = each(12, month, part({ month: 'short', day: 'numeric' }, 'month'));
  return {
    months: named(each(12, month, part({ month: 'long' }, 'month'))),
    monthsInDate: named(each(12, month, part({ month: 'long', day: 'numeric' }, 'month'))),
    monthsShort,
    monthsLower: monthsShort.map((name) => name.toLowerCase()),
    monthsPress: pressed.every((name) => /^\d+$/.test(name)) ? monthsShort : pressed,
    weekdays: each(7, weekday, part({ weekday: 'long' }, 'weekday')),
    weekdaysShort: each(7, weekday, part({ weekday: 'short' }, 'weekday')),
    time: (hours, minutes) => time.format(new Date(Date.UTC(2023, 0, 1, hours, minutes))),
    am,
    pm,
    AM: am,
    PM: pm,
    midnight: '',
    noon: '',
  };
}
