import type { NumberLiteral, StringLiteral, Variable, Word } from './ast.js';

// Python's int() and float(), as far as words of a template reach them.
const whole = /^[-+]?\d+(?:_\d+)*$/;
const fraction = /^[-+]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE]\d+(?:_\d+)*)?$/;

/**
 * What a word is: a number if Python reads one, else a variable. As in Django, `2.` is no number.
 *
 * @param image the word as it stands
 * @param start its offset in the template
 */
export function variableOrNumber(image: string, start: number): NumberLiteral | Variable {
  const end = start + image.length;
  if (whole.test(image) || (!image.endsWith('.') && fraction.test(image)))
    return { kind: 'number', start, end, text: image.replaceAll('_', '') };
  const words: Word[] = [];
  let at = start;
  for (const text of image.split('.')) {
    words.push({ text, start: at, end: at + text.length });
    at += text.length + 1;
  }
  const [first = { text: image, start, end }, ...rest] = words;
  return { kind: 'variable', start, end, path: [first, ...rest] };
}

/**
 * A quoted string. Only the quote itself and the backslash are escaped, in this order, as Django's
 * `unescape_string_literal` does; `\n` stays two characters.
 */
export function stringLiteral(image: string, start: number): StringLiteral {
  const quote = image.slice(0, 1);
  const value = image.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\');
  return { kind: 'string', start, end: start + image.length, value };
}
