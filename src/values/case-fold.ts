/** What lower-casing the upper case does not fold: dotless i, sharp S, Cherokee (which folds upwards). */
const exceptional = /[ıẞ\u13a0-\u13f5\u13f8-\u13fd\uab70-\uabbf]/;
const exceptions = /[ıẞ\u13a0-\u13f5\u13f8-\u13fd\uab70-\uabbf]+/g;

/**
 * Full Unicode case folding, equal to Python's `str.casefold`: two texts that differ in case alone fold to
 * the same text. The i-lookups (`name__icontains`) compare what this returns, on every source.
 *
 * @example caseFold('Straße') === caseFold('STRASSE')
 */
export function caseFold(text: string): string {
  if (!exceptional.test(text)) return foldUsual(text);
  let folded = '';
  let from = 0;
  for (const match of text.matchAll(exceptions)) {
    folded += foldUsual(text.slice(from, match.index));
    for (const character of match[0]) folded += foldExceptional(character);
    from = match.index + match[0].length;
  }
  return folded + foldUsual(text.slice(from));
}

/** A sigma is lower-cased by its place in the word, and folds to one form everywhere. */
function foldUsual(text: string): string {
  const lower = text.toUpperCase().toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}

function foldExceptional(character: string): string {
  if (character === 'ẞ') return 'ss';
  const code = character.charCodeAt(0);
  if (code >= 0xab70) return String.fromCharCode(code - 0xab70 + 0x13a0);
  if (code >= 0x13f8) return String.fromCharCode(code - 8);
  return character;
}
