import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const file = readFileSync(new URL('../../../grammar/template.ebnf', import.meta.url), 'utf8');
const rules = file.replace(/\/\*[\s\S]*?\*\//g, '');
const defined = [...rules.matchAll(/^(\w+)\s*::=/gm)].map((match) => match[1]);

it('defines every name that it uses, once', () => {
  const names = rules.replace(/'[^'\n]*'|"[^"\n]*"|\[[^\]\n]*\]|#x[0-9A-F]+/g, ' ');
  const used = new Set(names.match(/\b[A-Z]\w*/g));
  expect([...used].filter((name) => !defined.includes(name))).toEqual([]);
  expect(defined).toHaveLength(new Set(defined).size);
});
