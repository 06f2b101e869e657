const cased = /\p{Cased}/u;

/** Digraphs have a third form for the start of a word: ǆ is ǅ there. */
const digraphs: readonly (readonly [first: number, last: number, title: string])[] = [
  [0x1c4, 0x1c6, '\u01c5'],
  [0x1c7, 0x1c9, '\u01c8'],
  [0x1ca, 0x1cc, '\u01cb'],
  [0x1f1, 0x1f3, '\u01f2'],
];

/**
 * Python's `str.title`: the first cased letter after anything without case is a capital, every other small.
 *
 * @example titleCase("o'neill's CAFÉ") // "O'Neill'S Café"
 */
export function titleCase(text: string): string {
  // Lower-cased as a whole, because a final sigma is told by its neighbours; the pieces keep their order.
  const lower = text.toLowerCase();
  let titled = '';
  let at = 0;
  let insideWord = false;
  for (const character of text) {
    const length = character.toLowerCase().length;
    titled += insideWord ? lower.slice(at, at + length) : capital(character);
    insideWord = cased.test(character);
    at += length;
  }
  return titled;
}

/** One character's title case, by Unicode's SpecialCasing. */
function capital(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return character.toUpperCase();
  for (const [first, last, title] of digraphs) if (code >= first && code <= last) return title;
  // Georgian has capitals for whole words only; ŉ keeps its N; a title-case letter is its own.
  if ((code >= 0x10d0 && code <= 0x10ff) || code === 0x149 || /\p{Lt}/u.test(character)) {
    return code === 0x149 ? character.toUpperCase() : character;
  }
  const [first = '', ...rest] = character.toUpperCase();
  if (rest.length === 0) return first;
  // A Greek iota below stays below, where upper case writes it out.
  if (code < 0x1f80 || code > 0x1fff || rest.at(-1) !== 'Ι') return first + rest.join('').toLowerCase();
  const marked = `${first}${rest.slice(0, -1).join('')}\u0345`;
  return rest.length === 1 ? marked.normalize('NFC') : marked;
}
