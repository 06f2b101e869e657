import { DateTime } from 'luxon';
import { lookup } from '../../../src/values/lookup.js';
import type { FilterRuntime } from '../../../src/values/settings.js';
import { PENDING } from '../../../src/values/value.js';

/** Settings of one render, for tests: English, UTC, our own dialect. */
export function settingsFor(changes: Partial<FilterRuntime> = {}): FilterRuntime {
  const timeZone = changes.timeZone ?? 'UTC';
  return {
    locale: 'en',
    timeZone,
    now: DateTime.fromISO('2025-06-25T00:00:00Z', { zone: timeZone }),
    nullText: '',
    isoDates: true,
    numericStrings: true,
    charge: () => {},
    random: () => 0,
    lookup: (value, name) => lookup(value, name, { ask: () => PENDING }),
    ...changes,
  };
}

/** Django's dialect. */
export const djangoSettings = (changes: Partial<FilterRuntime> = {}): FilterRuntime =>
  settingsFor({ django: true, nullText: 'None', isoDates: false, numericStrings: false, ...changes });
