import { diagnose } from '../diagnostics/diagnostic.js';
import type { Emit, Pass } from '../language/pass.js';
import type { Expression, Node } from '../syntax/ast.js';
import { lookup } from '../values/lookup.js';
import { toPrinted } from '../values/print.js';
import { isMarkup, printSafe, SafeText } from '../values/safe-text.js';
import { printable } from '../values/text.js';
import { PENDING, type Value } from '../values/value.js';
import { baseVariable, compileAbsence, type ExpressionCompiler, missingText } from './expression.js';

/** A value as the text that is printed. */
export type Print = (value: Value, pass: Pass) => string;

export interface Printing extends ExpressionCompiler {
  /** The output or tag that is being compiled. */
  readonly node: Node | undefined;
}

/** Prints whatever is no plain string: numbers, safe text, records, and what is not there. */
export function compilePrinter(expression: Expression | undefined, c: Printing): Print {
  const { escaping, place } = c.site;
  const variable = expression && baseVariable(expression);
  const report = variable && variable === expression ? compileAbsence(variable, c) : undefined;
  const encode = escaping ? encoder(c) : (text: string) => text;
  // A dot, a sign and `None` mean nothing in HTML; in a chat channel, an address or a style they may.
  const strict = escaping && (isMarkup(place.encoding) || place.strict);
  const also = strict ? encode : (text: string) => text;
  const missing = variable ? missingText(variable, c.settings) : c.settings.stringIfInvalid;
  const absent = strict ? place.escape(missing) : missing;
  const told = blockTeller(c);
  const safe = (value: SafeText, pass: Pass): string => {
    if (!escaping) return value.text;
    const printed = printSafe(value, place);
    if (told !== undefined && printed === place.blocked?.text && printed !== value.text) told(pass);
    return printed;
  };
  return (value, pass) => {
    if (typeof value === 'string') return encode(value, pass);
    if (typeof value === 'number') return also(toPrinted(value, pass), pass);
    if (value instanceof SafeText) return safe(value, pass);
    if (value === undefined || value === null) {
      report?.(pass);
      return value === null ? also(pass.nullText, pass) : absent;
    }
    if (value === PENDING) return '';
    const shown = printable(value);
    return shown instanceof SafeText ? safe(shown, pass) : encode(toPrinted(shown, pass), pass);
  };
}

/** Escapes a text, and tells where it may not stand in its place. */
function encoder(c: Printing): (text: string, pass: Pass) => string {
  const { place } = c.site;
  const told = blockTeller(c);
  if (told === undefined) return (text) => place.escape(text);
  return (text, pass) => {
    const escaped = place.escape(text);
    if (escaped === place.blocked?.text && text !== escaped) told(pass);
    return escaped;
  };
}

/** Tells that a value was not printed where it stands; undefined where all are. */
function blockTeller({ site, node }: Printing): ((pass: Pass) => void) | undefined {
  const { blocked } = site.place;
  if (blocked === undefined || node === undefined) return undefined;
  const { start, end } = node.kind === 'tag' ? node.open : node;
  const where = { source: site.source, range: { start, end } };
  const params = { style: blocked.as === 'style' };
  return (pass) => pass.report(node, () => diagnose('value-blocked', params, where));
}

/** `{{ deal.name }}` and `{{ order.product.name }}` in one closure: they are most of what is printed. */
export function compilePrintedPath(expression: Expression, print: Print, c: Printing): Emit | undefined {
  if (expression.kind !== 'variable') return undefined;
  const [head, first, second, ...more] = expression.path;
  if (first === undefined || more.length > 0 || c.symbols.isLazy(head.text)) return undefined;
  const { place } = c.site;
  const slot = c.symbols.slot(head.text);
  const one = first.text;
  if (second === undefined) {
    return (pass) => {
      const value = lookup(pass.slots[slot], one, pass);
      return typeof value === 'string' ? place.escape(value) : print(value, pass);
    };
  }
  const two = second.text;
  return (pass) => {
    const value = lookup(lookup(pass.slots[slot], one, pass), two, pass);
    return typeof value === 'string' ? place.escape(value) : print(value, pass);
  };
}
