import { describe, expect, it } from 'vitest';
import { pluralRule } from '../../../src/language/plural-forms.js';

const forms = (header: string, ...counts: readonly number[]) => counts.map((n) => pluralRule(header)?.(n));

describe('plural rules', () => {
  it('reads the rules of languages', () => {
    const polish = 'nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n';
    expect(forms(polish, 0, 1, 2, 5, 12, 22, 112)).toEqual([2, 0, 1, 2, 2, 1, 2]);
    expect(forms('nplurals=2; plural=(n != 1);', 0, 1, 2)).toEqual([1, 0, 1]);
    expect(forms('nplurals=2; plural=n > 1', 0, 1, 2)).toEqual([0, 0, 1]);
    expect(forms('nplurals=1; plural=0;', 0, 1, 2)).toEqual([0, 0, 0]);
    expect(forms('nplurals=3; plural=n==1?0:n==2?1:2;', 1, 2, 3)).toEqual([0, 1, 2]);
  });

  it('has the precedence of C', () => {
    expect(forms('plural=n+2*3-1;', 1)).toEqual([6]);
    expect(forms('plural=n-1-1;', 5)).toEqual([3]);
    expect(forms('plural=n/2%2;', 5, 7)).toEqual([0, 1]);
    expect(forms('plural=n==1||n==2&&n!=2;', 1, 2)).toEqual([1, 0]);
    expect(forms('plural=n<2==1;', 1, 2)).toEqual([1, 0]);
    expect(forms('plural=!n+!!n*2;', 0, 4)).toEqual([1, 2]);
  });

  it.each([
    '',
    'nplurals=2;',
    'plural=;',
    'plural=n n;',
    'plural=n==;',
    'plural=(n;',
    'plural=n?1;',
    'plural=process.exit();',
    'plural=-1;',
    `plural=${'('.repeat(30)}n${')'.repeat(30)};`,
    `plural=${'n+'.repeat(1000)}n;`,
  ])('refuses %s', (header) => {
    expect(pluralRule(header)).toBeUndefined();
  });
});
