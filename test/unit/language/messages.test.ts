import { describe, expect, it } from 'vitest';
import { fill } from '../../../src/language/messages.js';
import { cpuTime } from '../../support/cpu-time.js';

const values = new Map([
  ['a', 'A'],
  ['f(x)', 'F'],
  ['b', '%(a)s'],
]);

describe('fill', () => {
  it('puts values in places, once', () => {
    expect(fill('%(a)s-%(b)s %% %(f(x))s', values)).toBe('A-%(a)s % F');
    expect(fill('', values)).toBe('');
  });

  it.each(['%', '%s', '5% off', '%(c)s', '%(a)d', '%(a)', '%(a', '%(('])('refuses %s', (message) => {
    expect(fill(message, values)).toBeUndefined();
  });

  it('takes time in proportion to the message', () => {
    const took = (times: number) => {
      const message = '%(a)s%%('.repeat(times);
      const start = cpuTime();
      fill(message, values);
      return cpuTime() - start;
    };
    took(100_000);
    expect(took(200_000)).toBeLessThan(6 * took(100_000) + 200);
  });
});
