const marks = /\p{M}/u;
const known = new Map<string, boolean>();

/**
 * Whether a character has a canonical combining class, which is what Python's `unicodedata.combining` tells
 * and JavaScript does not: normalising reorders such characters, and only those, by their class. U+0345
 * has the highest class there is.
 */
function isCombining(character: string): boolean {
  if (character < '\u0300' || !marks.test(character)) return false;
  const found = known.get(character);
  if (found !== undefined) return found;
  const combining = character === '\u0345' || !`\u0345${character}`.normalize('NFD').startsWith('\u0345');
  known.set(character, combining);
  return combining;
}

/** More marks in a row than any script has: Unicode's Stream-Safe Text Format allows 30. */
const overlong = /(\p{M}{31,})/u;

/** NFC. Sorting a run of marks takes the square of its length, so that overlong runs are left as they are. */
export const composed = (text: string): string =>
  overlong.test(text)
    ? text
        .split(overlong)
        .map((piece, index) => (index % 2 === 0 ? piece.normalize('NFC') : piece))
        .join('')
    : text.normalize('NFC');

/**
 * Django's `Truncator.chars`: the text in NFC, cut so that it has `length` characters with its ellipsis.
 * Combining characters count for nothing and stay with their base. A length below 1 leaves nothing, as
 * since Django 5.
 */
export function truncateCharacters(text: string, length: number): string {
  if (length <= 0) return '';
  const normal = composed(text);
  if (normal.length <= length) return normal;
  let counted = 0;
  let offset = 0;
  let cut: number | undefined;
  for (const character of normal) {
    if (!isCombining(character)) {
      counted++;
      if (cut === undefined && counted > length - 1) cut = offset;
      if (counted > length) return `${normal.slice(0, cut)}…`;
    }
    offset += character.length;
  }
  return normal;
}
