/** How far a script has been read: within what looks like a comment its end tag may be none. */
export interface ScriptState {
  readonly mode: 'plain' | 'escaped' | 'nested';
  /** The end of what has been read, as far as it may be the beginning of what counts. */
  readonly held: string;
}

const counting: readonly string[] = ['<!--', '-->', '<script', '</script'];
const closes = /[\t\n\f\r />]/;

/**
 * The state behind a character of a script (WHATWG, "Script data state" and those behind it): `<!--` and a `<script`
 * behind it take the end tag of that one for their own.
 *
 * @returns `ends` where the character ends the name of the script's end tag
 */
export function readScript(c: string, { mode, held }: ScriptState): ScriptState | 'ends' {
  if (closes.test(c)) {
    if (held === '</script') return mode === 'nested' ? { mode: 'escaped', held: '' } : 'ends';
    if (held === '<script' && mode === 'escaped') return { mode: 'nested', held: '' };
  }
  const text = held + c.toLowerCase();
  if (text.endsWith('-->')) return { mode: 'plain', held: '' };
  if (text.endsWith('<!--')) return { mode: mode === 'plain' ? 'escaped' : mode, held: '--' };
  let from = 0;
  while (from < text.length && !counting.some((one) => one.startsWith(text.slice(from)))) from++;
  return { mode, held: text.slice(from) };
}
