import { toDecimal, toInteger } from '../../values/numbers.js';
import { PENDING, type Value } from '../../values/value.js';
import { bindsName } from '../bindings.js';
import { asName, positional } from '../headers.js';
import { ExpressionFailure, RenderFailure } from '../pass.js';
import { defineTag } from '../tag.js';

export const widthratioTag = defineTag({
  name: 'widthratio',
  library: 'built-in',
  doc: 'Scales a value: value / maximum × width, rounded to a whole number, halves to the even one. With as NAME it is kept under that name.',
  example: { template: '{% widthratio 175 200 100 %}', result: '88' },
  header: {
    shape: 'arguments',
    positional: { names: ['value', 'maximum', 'width'], min: 3 },
    named: 'none',
    clauses: { as: { takes: 'name', last: true } },
  },
  binds: bindsName,
  prints: true,
  captures: false,
  compile(tag, compiler) {
    const [value, most, width] = [0, 1, 2].map((index) =>
      compiler.value(positional(tag.header, index), 'argument'),
    );
    const name = asName(tag.header);
    const slot = name === undefined ? undefined : compiler.bind(name.text);
    const bad = compiler.diagnose('widthratio-width', {}, positional(tag.header, 2));
    return compiler.printText((pass) => {
      let taken: readonly Value[];
      try {
        taken = [value?.(pass), most?.(pass), width?.(pass)];
      } catch (error) {
        // A missing argument of a filter: Django prints nothing, and binds nothing.
        if (error instanceof ExpressionFailure && error.missing) return '';
        throw error;
      }
      const text = ratio(taken[0], taken[1], taken[2], () => {
        throw new RenderFailure(() => bad, bad.message);
      });
      if (slot === undefined) return text === PENDING ? '' : text;
      pass.slots[slot] = text;
      return '';
    });
  },
});

/** Exact: no binary fraction comes between the value and its rounding. */
function ratio(value: Value, most: Value, width: Value, refuse: () => never): string | typeof PENDING {
  if (value === PENDING || most === PENDING || width === PENDING) return PENDING;
  if (width === undefined) return '';
  const across = toInteger(width);
  if (across === undefined) return refuse();
  const [part, whole] = [toDecimal(value), toDecimal(most)];
  if (part === undefined || whole === undefined) return '';
  if (whole.value.isZero()) return '0';
  return part.value.div(whole.value).mul(across).toDecimalPlaces(0, 6).toFixed(0).replace(/^-0$/, '0');
}
