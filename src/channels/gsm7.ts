/**
 * The basic table of the GSM 7 bit default alphabet (3GPP TS 23.038, 6.2.1), without its escape to the extension
 * table. Each takes one septet.
 */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ' +
    ' !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§' +
    '¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** The extension table (6.2.1.1): each takes two septets, the escape and its own. */
const extension = new Set('\f^{}\\[~]|€');

/** @returns the septets that a character takes; undefined where GSM-7 has none for it */
export function septets(character: string): 1 | 2 | undefined {
  if (basic.has(character)) return 1;
  return extension.has(character) ? 2 : undefined;
}

/** What reads the same in GSM-7: quotation marks, dashes and spaces that word processors put in. */
export const typographic: ReadonlyMap<string, string> = new Map([
  ['‘', "'"],
  ['’', "'"],
  ['‚', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['–', '-'],
  ['—', '-'],
  ['…', '...'],
  ['•', '*'],
  ['\u00A0', ' '],
  ['\u202F', ' '],
  ['\t', ' '],
]);
