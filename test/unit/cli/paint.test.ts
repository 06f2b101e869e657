import { expect, test } from 'vitest';
import { paintFor } from '../../../src/cli/paint.js';

const to = (isTTY: boolean) => ({ write: () => undefined, isTTY });

test.each([
  ['a terminal', true, {}, true],
  ['a pipe', false, {}, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['FORCE_COLOR on a pipe', false, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR over NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ['a dumb terminal', true, { TERM: 'dumb' }, false],
])('colours for %s', (_, isTTY, env, coloured) => {
  expect(paintFor(to(isTTY), env) !== undefined).toBe(coloured);
});
