import type { Paint } from '../diagnostics/frame.js';
import type { Io, Output } from './io.js';

const sgr = (code: number) => (text: string) => `\x1b[${code}m${text}\x1b[0m`;

const colours: Paint = { error: sgr(31), warning: sgr(33), info: sgr(36), dim: sgr(2) };

/**
 * Colours where they are wanted: FORCE_COLOR asks for them, NO_COLOR refuses them, else only a terminal
 * gets them (no-color.org; FORCE_COLOR=0 counts as a refusal, as Node takes it).
 */
export function paintFor(output: Output, env: Io['env']): Paint | undefined {
  return wanted(output, env) ? colours : undefined;
}

function wanted(output: Output, env: Io['env']): boolean {
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return output.isTTY === true && env.TERM !== 'dumb';
}
