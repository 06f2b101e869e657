import type { FilterDefinition } from '../filter.js';
import { dates } from './dates.js';
import { defaults } from './defaults.js';
import { escaping } from './escaping.js';
import { lists } from './lists.js';
import { moneyFilters } from './money.js';
import { numbers } from './numbers.js';
import { strings } from './strings.js';

/** Every filter there is, family by family. */
export const builtinFilters: readonly FilterDefinition[] = [
  ...strings,
  ...escaping,
  ...defaults,
  ...lists,
  ...numbers,
  ...dates,
  ...moneyFilters,
];
