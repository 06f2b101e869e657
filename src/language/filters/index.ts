import type { FilterDefinition } from '../filter.js';
import { aggregates } from './aggregates.js';
import { arithmeticFilters } from './arithmetic.js';
import { characters } from './characters.js';
import { dates } from './dates.js';
import { defaults } from './defaults.js';
import { escaping } from './escaping.js';
import { fileSizes } from './file-size.js';
import { formatting } from './formatting.js';
import { humanizeNumbers } from './humanize.js';
import { humanizeDates } from './humanize-dates.js';
import { integers } from './integers.js';
import { languageFilters } from './languages.js';
import { layout } from './layout.js';
import { links } from './links.js';
import { lists } from './lists.js';
import { localisation } from './localisation.js';
import { markup } from './markup.js';
import { moneyFilters } from './money.js';
import { numbers } from './numbers.js';
import { sequences } from './sequences.js';
import { strings } from './strings.js';
import { timeSpans } from './time-spans.js';
import { timeZones } from './time-zones.js';
import { truncation } from './truncation.js';

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
  ...characters,
  ...formatting,
  ...languageFilters,
  ...layout,
  ...links,
  ...markup,
  ...truncation,
];
