import type { Encoding, Place } from '../values/safe-text.js';
import type { FilterRuntime } from '../values/settings.js';
import type { Value } from '../values/value.js';
import type { Messages } from './catalogues.js';

/**
 * What a filter makes of its input or argument. `text`: the engine hands over a string, as Django's
 * `stringfilter` does (null is '' unless `nullText` says otherwise; safe text as its bare text). Every
 * other type is handed over as it is, and tells `check` and the reference what the filter expects.
 */
export type ValueType = 'text' | 'number' | 'date' | 'list' | 'any';

/**
 * How access paths flow through a filter, for the data plan.
 * `input`: the result is the input (default, safe). `elements`: the result is an element of the input
 * (first, last). `key`: reads the member that its argument names of each element (dictsort).
 * `all`: reads everything below its input (pprint, json_script). `none`: reads only whether or how much
 * there is (length).  `text`: reads the input as printed.
 */
export type PathFlow = 'input' | 'elements' | 'key' | 'all' | 'none' | 'text';

/**
 * How the result is encoded. `text`: plain, to be escaped. `same`: as safe as the input was (Django's
 * `is_safe`). An encoding: the result is safe in that encoding.
 */
export type FilterOutput = 'text' | 'same' | Encoding;

/** Where a filter is used: what does not change from one render to the next. */
export interface FilterSite {
  /** Whether the template escapes HTML here (`autoescape`). */
  readonly autoescape: boolean;
  /** The place in a message whose markup is a chat channel's own; absent in all others. */
  readonly markup?: Place | undefined;
  /** HTML is escaped for the place of each value: what filters make is markup in text, and nowhere else. */
  readonly contextual?: boolean | undefined;
  /** Django's dialect is on: print and parse as Django does, extensions off. */
  readonly django: boolean;
}

/** A documented use that a test runs. */
export interface Example {
  readonly template: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Further templates that it includes or extends, by name. */
  readonly templates?: Readonly<Record<string, string>>;
  /** The clock, ISO 8601. */
  readonly now?: string;
  readonly locale?: string;
  /** Translations by language. */
  readonly catalogues?: Readonly<Record<string, Messages>>;
  readonly result: string;
}

/**
 * A filter, whole: name, facts, behaviour. Adding one is one definition in a file of language/filters and
 * one case; the grammar, the checker, the reference and completion read it from here.
 *
 * @example
 * defineFilter({
 *   name: 'upper',
 *   doc: 'Converts a string into all uppercase.',
 *   example: { template: '{{ name|upper }}', context: { name: 'Ann' }, result: 'ANN' },
 *   library: 'built-in', input: 'text', result: 'text', paths: 'text', output: 'text', pure: true,
 *   apply: (value) => (value as string).toUpperCase(),
 * })
 */
export interface FilterDefinition {
  readonly name: string;
  readonly doc: string;
  readonly example: Example | readonly Example[];
  readonly input: ValueType;
  readonly argument?: {
    readonly name: string;
    readonly type: ValueType;
    readonly required: boolean;
    /** What an argument that is written out should have been; undefined where it will do. `check` warns of it. */
    readonly doubt?: (literal: string) => string | undefined;
  };
  /** Django's name for who made it a built-in: 'built-in', 'humanize', 'l10n', 'tz', or 'snippetry' for ours. */
  readonly library: string;
  readonly result: ValueType;
  readonly paths: PathFlow;
  readonly output: FilterOutput;
  /** Same input, same output: nothing of clock, zone or chance. */
  readonly pure: boolean;
  /** The first of a chain that makes a missing or blank value no fault under `strict`: default, default_if_none. */
  readonly handlesMissing?: boolean;
  /**
   * @param value the input, as `input` says
   * @param argument the argument, as `argument.type` says; undefined where none was given
   * @returns a value; a `SafeText` where the filter itself decides what is safe
   * @throws {FilterError} where Django raises; a filter that fails silently in Django returns what Django returns
   */
  apply(value: Value, argument: Value, runtime: FilterRuntime, site: FilterSite): Value;
}

/** A filter refuses its input or argument. The message is shown with the place of the filter. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}

/** Rendering never waits. Nobody else hears of the promise, should it be rejected. */
export function refusePromise(promise: Promise<unknown>): never {
  promise.catch(() => undefined);
  throw new FilterError('it gave a promise, and filters cannot wait: fetch by a data tag');
}

/** Checks nothing at run time: it gives the definition its type. */
export const defineFilter = (definition: FilterDefinition): FilterDefinition => definition;
