/** The number of the form that a count takes: 0 is the first. */
export type PluralRule = (count: number) => number;

/** As Python's gettext: nobody's rule is longer or deeper. */
const longest = 1000;
const deepest = 20;

const token = /\s*(\d+|n|\|\||&&|[=!<>]=|[-+*/%<>!?:()])/y;

const operators: readonly (readonly (readonly [sign: string, apply: (a: number, b: number) => number])[])[] =
  [
    [['||', (a, b) => Number(a !== 0 || b !== 0)]],
    [['&&', (a, b) => Number(a !== 0 && b !== 0)]],
    [
      ['==', (a, b) => Number(a === b)],
      ['!=', (a, b) => Number(a !== b)],
    ],
    [
      ['<', (a, b) => Number(a < b)],
      ['>', (a, b) => Number(a > b)],
      ['<=', (a, b) => Number(a <= b)],
      ['>=', (a, b) => Number(a >= b)],
    ],
    [
      ['+', (a, b) => a + b],
      ['-', (a, b) => a - b],
    ],
    [
      ['*', (a, b) => a * b],
      ['/', (a, b) => Math.floor(a / b)],
      ['%', (a, b) => a - b * Math.floor(a / b)],
    ],
  ];

/**
 * The rule in the `Plural-Forms` of a gettext catalogue: an expression of C over `n`, read by a parser of our
 * own, for it comes from files that translators send.
 *
 * @param header `nplurals=2; plural=(n != 1);`
 * @returns undefined where it holds no rule that can be read
 * @example pluralRule('nplurals=2; plural=n != 1;')?.(1) // 0
 */
export function pluralRule(header: string): PluralRule | undefined {
  const start = header.indexOf('plural=');
  if (start < 0) return undefined;
  const [expression = ''] = header.slice(start + 'plural='.length).split(/[;\n]/, 1);
  return expression.length > longest ? undefined : new Parser(expression).rule();
}

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(expression: string) {
    this.#tokens = tokens(expression);
  }

  rule(): PluralRule | undefined {
    const rule = this.#choice();
    return this.#at === this.#tokens.length ? rule : undefined;
  }

  /** `a ? b : c`, which groups from the right. */
  #choice(): PluralRule | undefined {
    if (++this.#depth > deepest) return undefined;
    const test = this.#binary(0);
    if (test === undefined || !this.#take('?')) {
      this.#depth--;
      return test;
    }
    const yes = this.#choice();
    const no = yes && this.#take(':') ? this.#choice() : undefined;
    this.#depth--;
    return yes && no && ((n) => (test(n) !== 0 ? yes(n) : no(n)));
  }

  #binary(level: number): PluralRule | undefined {
    const known = operators[level];
    if (known === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    while (left !== undefined) {
      const operator = known.find(([sign]) => this.#take(sign));
      if (operator === undefined) return left;
      left = joined(left, operator[1], this.#binary(level + 1));
    }
    return undefined;
  }

  #unary(): PluralRule | undefined {
    let negations = 0;
    while (this.#take('!')) negations++;
    const value = this.#primary();
    if (value === undefined || negations === 0) return value;
    const whenZero = negations % 2;
    return (n) => (value(n) === 0 ? whenZero : 1 - whenZero);
  }

  #primary(): PluralRule | undefined {
    if (this.#take('n')) return (n) => n;
    if (this.#take('(')) {
      const inner = this.#choice();
      return this.#take(')') ? inner : undefined;
    }
    const number = this.#tokens[this.#at];
    if (number === undefined || !/^\d/.test(number)) return undefined;
    this.#at++;
    const value = Number(number);
    return () => value;
  }

  #take(wanted: string): boolean {
    if (this.#tokens[this.#at] !== wanted) return false;
    this.#at++;
    return true;
  }
}

const joined = (left: PluralRule, apply: (a: number, b: number) => number, right: PluralRule | undefined) =>
  right && ((n: number) => apply(left(n), right(n)));

/** What fits nowhere ends in a token that no rule takes. */
function tokens(expression: string): readonly string[] {
  const text = expression.trimEnd();
  const found: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    const match = token.exec(text);
    if (match === null) return [...found, ''];
    found.push(match[1] ?? '');
  }
  return found;
}
