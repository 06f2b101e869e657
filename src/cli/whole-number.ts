import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { CommandLine } from './command-line.js';

/**
 * The number that an option was given; the smallest after a fault, which is told.
 *
 * @example wholeNumber('--port', '8787', { least: 0, most: 65_535 }, line, faults) // 8787
 */
export function wholeNumber(
  option: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
  line: CommandLine,
  faults: Diagnostic[],
): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  const wants = `a whole number from ${least} to ${most}`;
  faults.push(diagnose('invalid-number', { option, text, wants }, line.at(text, option)));
  return least;
}
