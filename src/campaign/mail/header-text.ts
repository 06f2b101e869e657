import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { mailError } from './mail-error.js';

/** Control characters, and what Unicode counts as the end of a line besides. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const breaking = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

/** Longer ones are refused by mail servers sooner or later. In UTF-16 units. */
export const longestHeader = 2_000;

/** RFC 2047, section 2: an encoded word has 75 characters at most, charset and all. */
const longestWord = 52;

/** A text without lone surrogates, which have no UTF-8: each becomes U+FFFD. */
export const wellFormedText = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/**
 * A value as one line of a header: line breaks of any kind, tabs and control characters become one space, so that
 * no value can end its header and begin another (RFC 5322, section 2.2). U+FEFF, which a reader takes for a byte
 * order mark where an encoded word begins with it, becomes U+2060, which Unicode has in its place.
 *
 * @example oneLine('Hello\r\nBcc: b@example.com') // 'Hello Bcc: b@example.com'
 */
export const oneLine = (text: string): string =>
  wellFormedText(text).replace(breaking, ' ').replaceAll('\ufeff', '\u2060').trim();

/** A header whose value stands in the mail as it is, folded at its spaces. */
export interface PreparedHeader {
  readonly key: string;
  readonly value: { readonly prepared: true; readonly foldLines: boolean; readonly value: string };
}

/**
 * An unstructured header such as Subject. What is not ASCII is written in encoded words (RFC 2047), and so is
 * what a reader would take for one, or could not fold.
 */
export function textHeader(key: string, text: string): PreparedHeader {
  const line = oneLine(text);
  if (line.length > longestHeader) {
    throw mailError('mail-header', { name: key, fault: 'too-long', most: longestHeader });
  }
  return prepared(key, isPlain(line) ? line : encodeWord(line, wordEncoding(line), longestWord));
}

/** A structured header: its value may hold no encoded word. */
export const prepared = (key: string, value: string, foldLines = true): PreparedHeader => ({
  key,
  value: { prepared: true, foldLines, value },
});

/** Two spaces in a row could be cut between lines of their own by a fold. */
const isPlain = (line: string): boolean =>
  /^[ -~]*$/.test(line) && !line.includes('=?') && !line.includes('  ') && !/[^ ]{60}/.test(line);

/** The shorter encoding: Q writes an ASCII letter in one character, B any octet in four thirds. */
function wordEncoding(line: string): 'Q' | 'B' {
  const octets = Buffer.byteLength(line);
  let plain = 0;
  for (let i = 0; i < line.length; i++) if (isWordCharacter(line.charCodeAt(i))) plain++;
  return plain + 3 * (octets - plain) <= (octets * 4) / 3 ? 'Q' : 'B';
}

/** Letters, digits and the space, which Q writes as they are. */
const isWordCharacter = (code: number): boolean =>
  code === 32 || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
