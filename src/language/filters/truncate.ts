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

/**
 * Django's `Truncator.chars`: the text in NFC, cut so that it has `length` characters with its ellipsis.
 * Combining characters count for nothing and stay with their base. A length below 1 leaves nothing, as
 * since Django 5.
 */
export function truncateCharacters(text: string, length: number): string {
  if (length <= 0) return '';
  const normal = text.normalize('NFC');
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
