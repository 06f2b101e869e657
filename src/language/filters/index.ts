import type { FilterDefinition } from '../filter.js';
import { aggregates } from './aggregates.js';
import { arithmeticFilters } from './arithmetic.js';
import { dates } from './dates.js';
import { defaults } from './defaults.js';
import { escaping } from './escaping.js';
import { fileSizes } from './file-size.js';
import { humanizeNumbers } from './humanize.js';
import { humanizeDates } from './humanize-dates.js';
import { integers } from './integers.js';
import { lists } from './lists.js';
import { localisation } from './localisation.js';
import { moneyFilters } from './money.js';
import { numbers } from './numbers.js';
import { sequences } from './sequences.js';
import { strings } from './strings.js';
import { timeSpans } from './time-spans.js';
import { timeZones } from './time-zones.js';

/** Every filter there is, family by family. */
export const builtinFilters: readonly FilterDefinition[] = [
  ...strings,
  ...escaping,
  ...defaults,
  ...lists,
  ...numbers,
  ...dates,
  ...moneyFilters,
  ...integers,
  ...sequences,
  ...fileSizes,
  ...timeSpans,
  ...humanizeNumbers,
  ...humanizeDates,
  ...localisation,
  ...timeZones,
  ...arithmeticFilters,
  ...aggregates,
];
