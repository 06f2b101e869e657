/** The filters that value-filters.test.ts compares with Django. */
export const valueFilterNames: readonly string[] = [
  ...['add', 'divisibleby', 'get_digit', 'length_is', 'filesizeformat', 'pluralize', 'random'],
  ...['slice', 'dictsort', 'dictsortreversed', 'time', 'timesince', 'timeuntil'],
  ...['apnumber', 'intcomma', 'intword', 'ordinal', 'naturalday', 'naturaltime'],
  ...['localize', 'unlocalize', 'localtime', 'utc', 'timezone'],
];
