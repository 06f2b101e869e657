import { DateTime, IANAZone } from 'luxon';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { CommandLine } from './command-line.js';
import { isLocale } from './config-settings.js';

/** The options of `render` as they were given; none of them is checked yet. */
export interface RenderFlags {
  readonly data?: string;
  readonly tokenFile?: string;
  readonly to?: readonly string[];
  readonly deal?: string;
  readonly event?: string;
  readonly channel?: string;
  readonly part?: string;
  readonly context?: string;
  readonly now?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly delimiters?: string;
  readonly strict?: true | string;
  readonly out?: string;
  readonly json?: true;
  readonly config?: string | false;
}

export type Delimiters = 'both' | 'braces' | 'angle';

const delimiters: readonly Delimiters[] = ['both', 'braces', 'angle'];

/** The one of the choices that was given; none after a fault, which is told. */
export function delimitersOf(
  text: string | undefined,
  line: CommandLine,
  faults: Diagnostic[],
): Delimiters | undefined {
  const found = delimiters.find((one) => one === text);
  if (text === undefined || found !== undefined) return found;
  faults.push(invalidChoice('--delimiters', text, delimiters, line));
  return undefined;
}

function strictOf(
  given: true | string | undefined,
  line: CommandLine,
  faults: Diagnostic[],
): boolean | 'all' | undefined {
  if (given === undefined || given === 'all') return given;
  if (given === true || given === '') return true;
  faults.push(invalidChoice('--strict', given, ['all'], line));
  return undefined;
}

/**
 * The clock that `--now` sets.
 *
 * @param zone where a time without an offset is meant
 */
export function clockOf(
  text: string | undefined,
  zone: string,
  line: CommandLine,
  faults: Diagnostic[],
): Date | undefined {
  if (text === undefined) return undefined;
  const time = DateTime.fromISO(text, { zone });
  if (time.isValid) return time.toJSDate();
  faults.push(diagnose('invalid-time', { text }, line.at(text, '--now')));
  return undefined;
}

function checkTimeZone(text: string | undefined, line: CommandLine, faults: Diagnostic[]): void {
  if (text === undefined || IANAZone.isValidZone(text)) return;
  faults.push(diagnose('invalid-time-zone', { text }, line.at(text, '--time-zone')));
}

function checkLocale(text: string | undefined, line: CommandLine, faults: Diagnostic[]): void {
  if (text === undefined || isLocale(text)) return;
  faults.push(diagnose('invalid-locale', { text }, line.at(text, '--locale')));
}

/** What a render goes by, as far as the command line says it. */
export interface RenderSettings {
  readonly delimiters: Delimiters | undefined;
  /** Of RenderOptions. */
  readonly options: {
    readonly locale?: string;
    readonly timeZone?: string;
    readonly strict?: boolean | 'all';
  };
  /**
   * The clock that `--now` sets; a time without an offset is meant in `--time-zone`, else in the zone of the
   * configuration where that is one and the same for everybody.
   */
  readonly clock: (configured: unknown) => Date | undefined;
}

/**
 * The options that every command takes which renders.
 *
 * @param faults gets all that is wrong with them
 */
export function renderSettings(
  flags: Pick<RenderFlags, 'locale' | 'timeZone' | 'delimiters' | 'strict' | 'now'>,
  line: CommandLine,
  faults: Diagnostic[],
): RenderSettings {
  const { locale, timeZone, now } = flags;
  checkLocale(locale, line, faults);
  checkTimeZone(timeZone, line, faults);
  const delimiters = delimitersOf(flags.delimiters, line, faults);
  const strict = strictOf(flags.strict, line, faults);
  // A zone that is wrong is told once, and the clock is then read without it.
  const given = faults.length === 0 ? timeZone : undefined;
  const clock = clockOf(now, given ?? 'UTC', line, faults);
  return {
    delimiters,
    options: {
      ...(locale !== undefined && { locale }),
      ...(timeZone !== undefined && { timeZone }),
      ...(strict !== undefined && { strict }),
    },
    clock: (configured) =>
      given === undefined && typeof configured === 'string' ? clockOf(now, configured, line, []) : clock,
  };
}

/** An option's value that is none of its choices. */
export function invalidChoice(
  option: string,
  text: string,
  choices: readonly string[],
  line: CommandLine,
): Diagnostic {
  const params = { option, text, choices, nearest: nearest(text, choices) };
  return diagnose('invalid-choice', params, line.at(text, option));
}
