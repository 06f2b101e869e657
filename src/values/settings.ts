import type { DateTime } from 'luxon';
import type { ExchangeRates } from './exchange.js';

/** How one render turns values into text. Fixed before the first pass; the same in every pass. */
export interface RenderSettings {
  /** A BCP 47 tag: `en`, `pl`, `de-CH`. */
  readonly locale: string;
  /** An IANA zone: `UTC`, `Europe/Warsaw`. */
  readonly timeZone: string;
  /** The clock, in `timeZone`. */
  readonly now: DateTime;
  /** What null prints where text is wanted: '' (ours) or 'None' (Django's). */
  readonly nullText: string;
  /** Django's dialect: the words of dates as Django has them, where Intl has others. */
  readonly django?: boolean;
  /** ISO 8601 strings count as dates where a date is wanted [ours]. */
  readonly isoDates: boolean;
  /** `false` where numbers and dates print without regard to the locale: `{% localize off %}`. */
  readonly localised?: boolean;
  /** `false` where dates print in the zone that they came with: `{% localtime off %}`. */
  readonly localTime?: boolean;
  /** A numeric string compares with a number by `< <= > >=` [ours]. */
  readonly numericStrings: boolean;
}

/** What a filter may use of the render that runs it. */
export interface FilterRuntime extends RenderSettings {
  /** The engine's exchange rates, where it has any: for `convert`, and for `value_usd`. */
  readonly rates?: ExchangeRates | undefined;
  /**
   * Pays for work or text: about one unit a character produced or an item visited. Throws where the
   * render's step budget is spent, so a filter pays before it builds.
   */
  charge(units: number): void;
  /** The next number of the render's own random sequence, in [0, 1): the same in every pass. */
  random(): number;
  /** Looks `name` up in `value` by the one accessor that templates use (values/lookup). */
  lookup(value: unknown, name: string): unknown;
}
