/** What is printed where a value may not stand in a style: a word that means nothing to CSS. */
export const blockedCss = 'blocked';

/** What is one value, or a list of some: words, numbers, colours. Nothing that ends a declaration or calls a function. */
const plain = /^(?:[\w #%.,+!-]|[^\p{ASCII}])*$/u;
const colour = /^(?:rgb|hsl)a?\([\d\s.,%+-]*\)$/i;
/** Old ways to run something, and the ends of comments. */
const unfit = /expression|moz-?binding|--/i;

/**
 * A value of a declaration, or a part of one: `red`, `12px`, `#fff`, `1px solid`, `rgb(0, 0, 0)`.
 *
 * @returns `blocked` for all that could be more than that
 */
export function cssValue(text: string): string {
  const value = text.replace(/[\t\r\n]+/g, ' ');
  const fits = (plain.test(value) && !unfit.test(value)) || colour.test(value.trim());
  return fits ? value : blockedCss;
}

const special = /[^\w .,#%!@=|~$^-]/g;

/** The text of a CSS string: what is neither letter nor digit nor harmless is escaped by its number. */
export const cssString = (text: string): string =>
  text.replace(special, (c) => (c > '\x7f' ? c : `\\${c.charCodeAt(0).toString(16)} `));

/** An address in `url(…)`, with or without quotation marks. */
export const cssUrl = (url: string): string =>
  url.replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
