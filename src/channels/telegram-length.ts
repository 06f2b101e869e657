/**
 * How many UTF-16 units a MarkdownV2 text has when its entities are parsed, which is what Telegram limits: escapes,
 * marks and the targets of links are not counted. Of a text that is no MarkdownV2 an estimate.
 *
 * @example telegramLength('*Hi* Ann\\!') // 7
 */
export function telegramLength(text: string): number {
  let length = 0;
  let inside = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '\\' && i + 1 < text.length) {
      i += 1;
      length += 1;
    } else if (inside !== '') {
      if (text.startsWith(inside, i)) {
        i += inside.length - 1;
        inside = '';
      } else length += 1;
    } else if (c === '`') {
      inside = text.startsWith('```', i) ? '```' : '`';
      i += inside.length - 1;
    } else if (c === ']') {
      if (text[i + 1] === '(') i = targetEnd(text, i + 2);
    } else if (!marks.has(c)) length += 1;
  }
  return length;
}

const marks: ReadonlySet<string> = new Set('*_~|![>');

/** The index of the `)` that ends a link's target, or the last of the text. */
function targetEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === ')') return i;
  }
  return text.length - 1;
}
