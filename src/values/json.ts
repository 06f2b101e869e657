import { parse } from 'lossless-json';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { SourceText } from '../diagnostics/source-text.js';
import { ScaledDecimal } from './scaled-decimal.js';
import type { Value } from './value.js';

/** The parser is recursive; JSON that people write is not a tenth as deep. */
const deepest = 500;

/** Reading a bigint takes more than the time of its length. */
const longestNumber = 1000;

const whole = /^-?\d+$/;

/**
 * Reads JSON without losing a digit: safe integers are numbers, greater ones bigints, every other number
 * is a `ScaledDecimal` as it was written. A key `__proto__` is a key like any other.
 *
 * @returns the value, or what is wrong and where: malformed text, a key given twice, nesting past 500
 * @example parseJson(new SourceText('a.json', '{"price": 149.90}'))
 */
export function parseJson(source: SourceText): { value: Value } | { diagnostics: readonly Diagnostic[] } {
  const text = source.text.startsWith('\uFEFF') ? ` ${source.text.slice(1)}` : source.text;
  const malformed = (reason: string, start: number, length = 1) => {
    const at = Math.min(start, text.length);
    const range = { start: at, end: Math.min(at + length, text.length) };
    return { diagnostics: [diagnose('malformed-json', { reason }, { source, range })] };
  };
  const tooDeep = placeOfDepth(text);
  if (tooDeep !== undefined) return malformed(`it is nested more than ${deepest} deep`, tooDeep);
  const repeated: Diagnostic[] = [];
  try {
    const value = parse(text, null, {
      parseNumber,
      onDuplicateKey: ({ key, position, newValue }) => {
        // The position is just past the opening quote.
        const range = { start: position - 1, end: text.indexOf(':', position) };
        repeated.push(diagnose('duplicate-key', { key }, { source, range }));
        return newValue;
      },
    });
    return repeated.length > 0 ? { diagnostics: repeated } : { value };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof NumberOutOfRange)) throw error;
    if (error instanceof NumberOutOfRange) {
      return malformed('a number is out of range', text.indexOf(error.digits), error.digits.length);
    }
    const place = / at position (\d+)$/.exec(error.message);
    return malformed(place ? error.message.slice(0, place.index) : error.message, Number(place?.[1] ?? 0));
  }
}

class NumberOutOfRange extends Error {
  constructor(readonly digits: string) {
    super();
  }
}

function parseNumber(digits: string): number | bigint | ScaledDecimal {
  if (digits.length > longestNumber) throw new NumberOutOfRange(digits);
  if (whole.test(digits)) {
    const number = Number(digits) + 0;
    return Number.isSafeInteger(number) ? number : BigInt(digits);
  }
  const decimal = ScaledDecimal.parse(digits);
  if (decimal === undefined) throw new NumberOutOfRange(digits);
  return decimal;
}

/** Where brackets first stand deeper than allowed. Strings are skipped, nothing else is judged. */
function placeOfDepth(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 34:
        for (i++; i < text.length && text.charCodeAt(i) !== 34; i++) if (text.charCodeAt(i) === 92) i++;
        break;
      case 91:
      case 123:
        if (++depth > deepest) return i;
        break;
      case 93:
      case 125:
        depth--;
        break;
    }
  }
  return undefined;
}
