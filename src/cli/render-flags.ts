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

export function strictOf(
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

export function checkTimeZone(text: string | undefined, line: CommandLine, faults: Diagnostic[]): void {
  if (text === undefined || IANAZone.isValidZone(text)) return;
  faults.push(diagnose('invalid-time-zone', { text }, line.at(text, '--time-zone')));
}

export function checkLocale(text: string | undefined, line: CommandLine, faults: Diagnostic[]): void {
  if (text === undefined || isLocale(text)) return;
  faults.push(diagnose('invalid-locale', { text }, line.at(text, '--locale')));
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
