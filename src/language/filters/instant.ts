import { DateTime } from 'luxon';
import { CalendarDate } from '../../values/calendar-date.js';
import { midnight, toDate } from '../../values/dates.js';
import { asDateTime } from '../../values/kinds.js';
import type { FilterRuntime } from '../../values/settings.js';
import type { Value } from '../../values/value.js';
import type { FilterSite } from '../filter.js';

/**
 * A date as a filter gets it that does not move it to the zone of the render: Django's spans are counted in
 * the zone that the value has. Everything else that is a date is in the zone of the render.
 */
export function instantOf(value: Value, runtime: FilterRuntime, site: FilterSite): DateTime | undefined {
  if (site.django && typeof value === 'object' && value !== null && !(value instanceof CalendarDate)) {
    const date = value instanceof Date ? DateTime.fromJSDate(value, { zone: 'UTC' }) : asDateTime(value);
    return date?.isValid ? date : undefined;
  }
  const date = toDate(value, runtime);
  return date instanceof CalendarDate ? midnight(date, runtime) : date;
}
