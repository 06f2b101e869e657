import type { FilterDefinition, FilterSite } from '../../../../src/language/filter.js';
import { builtinFilters } from '../../../../src/language/filters/index.js';
import type { FilterRuntime } from '../../../../src/values/settings.js';
import { toText } from '../../../../src/values/text.js';
import { settingsFor } from '../../values/settings.js';

export function filterNamed(name: string): FilterDefinition {
  const found = builtinFilters.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no filter "${name}"`);
  return found;
}

/** Applies a filter to what the engine would hand it: text where the definition says so. */
export function apply(
  name: string,
  value: unknown,
  argument?: unknown,
  changes: Partial<FilterRuntime> = {},
  site: Partial<FilterSite> = {},
): unknown {
  const filter = filterNamed(name);
  const runtime = settingsFor(changes);
  const input = filter.input === 'text' ? toText(value, runtime) : value;
  const text = argument !== undefined && filter.argument?.type === 'text';
  return filter.apply(input, text ? toText(argument, runtime) : argument, runtime, {
    autoescape: true,
    django: false,
    ...site,
  });
}
