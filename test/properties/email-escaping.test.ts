import { describe, test } from 'vitest';
import { checkEscaping } from './email/escaping.js';

describe('escaping by place', () => {
  test('data changes nothing of 500 random messages but their texts', () => {
    for (let seed = 1; seed <= 500; seed++) checkEscaping(seed);
  });
});
