import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { diagram } from '../../../grammar/diagram.js';

const page = readFileSync(new URL('../../../grammar/diagram.html', import.meta.url), 'utf8');

it('is up to date: run `npm run grammar`', () => {
  expect(page).toBe(diagram());
});

it('loads nothing from anywhere', () => {
  expect(page).not.toMatch(/https?:|<script|<link|@import|url\(/);
});
