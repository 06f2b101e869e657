import { DateTime } from 'luxon';
import { keepZone } from '../../values/dates.js';
import { asDateTime } from '../../values/kinds.js';
import { toPrinted } from '../../values/print.js';
import { SafeText } from '../../values/safe-text.js';
import type { FilterRuntime } from '../../values/settings.js';
import type { Value } from '../../values/value.js';
import { defineFilter, type FilterDefinition, type FilterSite } from '../filter.js';

/** As it is printed. Django's filter, unlike its output, leaves an instant in the zone that it has. */
function printed(value: Value, localised: boolean, runtime: FilterRuntime, site: FilterSite): Value {
  if (value instanceof SafeText) return value;
  const date =
    typeof value === 'object' && value !== null && !(value instanceof Date) ? asDateTime(value) : undefined;
  const shown =
    site.django && date !== undefined
      ? keepZone(DateTime.fromMillis(date.toMillis(), { zone: date.zone }))
      : value;
  const { locale, timeZone, now, nullText, isoDates, numericStrings } = runtime;
  const { localTime = true, django = false } = runtime;
  const settings = {
    locale,
    timeZone,
    now,
    nullText,
    isoDates,
    numericStrings,
    localTime,
    localised,
    django,
  };
  const text = toPrinted(shown, settings);
  runtime.charge(text.length);
  return text;
}

const localize = defineFilter({
  name: 'localize',
  doc: 'Writes a number or date as the language of the render does, also where that is switched off.',
  example: { template: '{{ n|localize }}', context: { n: '1250.50' }, result: '1250.50' },
  library: 'l10n',
  input: 'any',
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply: (value, _argument, runtime, site) => printed(value, true, runtime, site),
});

const unlocalize = defineFilter({
  name: 'unlocalize',
  doc: 'Writes a number with a point and a date in the formats of English, whatever the language of the render: for links, scripts and other programs.',
  example: { template: '{{ n|unlocalize }}', context: { n: 1250.5 }, result: '1250.5' },
  library: 'l10n',
  input: 'any',
  result: 'text',
  paths: 'text',
  output: 'text',
  pure: false,
  apply: (value, _argument, runtime, site) => printed(value, false, runtime, site),
});

/** What the locale does to numbers and dates. */
export const localisation: readonly FilterDefinition[] = [localize, unlocalize];
