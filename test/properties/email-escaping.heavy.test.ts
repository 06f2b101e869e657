import { describe, test } from 'vitest';
import { checkEscaping } from './email/escaping.js';

const templates = 20_000;
const first = Number(process.env.SEED ?? 1_000_000);

describe('escaping by place', () => {
  test(`data changes nothing of ${templates} random messages but their texts`, () => {
    for (let seed = first; seed < first + templates; seed++) checkEscaping(seed);
  }, 600_000);
});
