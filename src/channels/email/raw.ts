import { readScript, type ScriptState } from './script.js';

const ends = /[\t\n\f\r />]/;

/** How far the text of an element without tags has been read. */
export interface RawState {
  readonly element: string;
  /** What may still become the end tag. */
  readonly held: string;
  readonly script: ScriptState['mode'];
}

/** The state behind a character; `ends` where it ends the name of the element's end tag. */
export function readRaw(c: string, from: RawState): Pick<RawState, 'held' | 'script'> | 'ends' {
  const { element, held, script } = from;
  if (element === 'plaintext') return { held, script };
  if (element === 'script') {
    const next = readScript(c, { mode: script, held });
    return next === 'ends' ? next : { script: next.mode, held: next.held };
  }
  const end = `</${element}`;
  if (held === end) return ends.test(c) ? 'ends' : { script, held: c === '<' ? c : '' };
  const more = (held + c).toLowerCase();
  return { script, held: end.startsWith(more) ? more : c === '<' ? c : '' };
}
