/** WORD JOINER: no width, no white space, no punctuation. */
export const joiner = '\u2060';

/** What of a text a channel without escapes would read as formatting. */
export interface Formatting {
  /** Characters that format what stands between two of them. */
  readonly pairs: string;
  /**
   * What formats a line that begins with it, for each line (`gm`): the first group is what stands before it, the
   * second what the joiner goes around.
   */
  readonly lineStart: RegExp;
  /** What would be replaced by something else: a mention, an emoji. A joiner goes behind its first character. */
  readonly replaced?: RegExp;
}

/** A text in which nothing formats any more; it reads and measures as before, but for U+2060. */
export type Unformat = (text: string) => string;

const wordCharacter = /[A-Za-z0-9]/;

/**
 * Makes a function that breaks formatting with U+2060, for channels that have no escapes. A formatting character
 * gets one on either side, so that it neither opens nor closes anything, whether an app takes the joiner for a
 * letter or for a space; between two ASCII letters or digits (`snake_case`) it formats nothing anyway. White
 * space at the edges gets one too: it must not part an author's mark from its text.
 */
export function unformatting({ pairs, lineStart, replaced }: Formatting): Unformat {
  const marks = new Set(pairs);
  return (text) => {
    if (text === '') return text;
    let out = '';
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      if (!marks.has(text[i] ?? '')) continue;
      if (wordCharacter.test(text[i - 1] ?? '') && wordCharacter.test(text[i + 1] ?? '')) continue;
      // Behind a mark there is a joiner already.
      const before = i === from && i > 0 ? '' : joiner;
      out += `${text.slice(from, i)}${before}${text[i]}${joiner}`;
      from = i + 1;
    }
    out += text.slice(from);
    if (replaced !== undefined)
      out = out.replace(replaced, (found) => `${found[0]}${joiner}${found.slice(1)}`);
    out = out.replace(lineStart, `$1${joiner}$2${joiner}`);
    return `${edge(text[0])}${out}${edge(text[text.length - 1])}`;
  };
}

const edge = (character = ''): string => (/\s/.test(character) ? joiner : '');
