import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageJson, languageReference } from '../../../docs/reference.js';
import { builtinTags } from '../../../src/language/builtins.js';
import { builtinFilters } from '../../../src/language/filters/index.js';

const root = path.join(import.meta.dirname, '../../..');
const stored = (name: string) => readFileSync(path.join(root, name), 'utf8');

describe('what is made from the definitions is up to date (npm run docs)', () => {
  it('docs/language.md', () => {
    expect(stored('docs/language.md')).toBe(languageReference(builtinTags, builtinFilters));
  });

  it('grammar/language.json', () => {
    expect(stored('grammar/language.json')).toBe(languageJson(builtinTags, builtinFilters));
  });

  it('names every tag and filter', () => {
    const text = languageReference(builtinTags, builtinFilters);
    for (const { name } of [...builtinTags, ...builtinFilters]) expect(text).toContain(`### ${name}\n`);
  });
});
