import type { DateNames } from './date-names.js';
import { djangoDateWords } from './django-date-words.js';
import { intlLocale, remembered } from './locale.js';

const table: ReadonlyMap<string, string> = new Map(Object.entries(djangoDateWords));

/**
 * The words of dates to the character as Django has them; undefined for English and for languages whose
 * words are not kept here.
 */
export const djangoDateNames: (locale: string) => DateNames | undefined = remembered((locale) => {
  const tag = intlLocale(locale).toLowerCase();
  const row = table.get(tag) ?? table.get(tag.split('-')[0] ?? '');
  if (row === undefined) return undefined;
  const [alone = '', inDate = '', short = '', press = '', weekdays = '', weekdaysShort = '', times = ''] =
    row.split('|');
  const [am = '', pm = '', AM = '', PM = '', midnight = '', noon = ''] = times.split(',');
  return {
    months: alone.split(' '),
    monthsInDate: (inDate || alone).split(' '),
    monthsShort: short.split(' '),
    monthsLower: short.split(' '),
    monthsPress: (press || short).split(' '),
    weekdays: weekdays.split(' '),
    weekdaysShort: weekdaysShort.split(' '),
    am,
    pm,
    AM,
    PM,
    midnight,
    noon,
  };
});
