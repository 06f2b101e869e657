const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['colon', ':'],
  ['sol', '/'],
  ['num', '#'],
  ['quest', '?'],
  ['semi', ';'],
  ['lpar', '('],
  ['rpar', ')'],
  ['bsol', '\\'],
  ['ast', '*'],
  ['tab', '\t'],
  ['newline', '\n'],
]);

/**
 * The character that a reference stands for: what escaping makes, and what matters to the readers of addresses and
 * styles. Undefined for all others, which are left as they are written.
 *
 * @param name without `&` and `;`
 */
export function referenced(name: string): string | undefined {
  if (!name.startsWith('#')) return named.get(name) ?? named.get(name.toLowerCase());
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/**
 * HTML as the text that it shows, where it holds no markup; tags stay as they are written.
 *
 * @example decoded('Tom &amp; &#x27;Ann&#x27;') // "Tom & 'Ann'"
 */
export const decoded = (html: string): string =>
  html.includes('&')
    ? html.replace(
        /&(#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z]{2,8});/g,
        (one, name: string) => referenced(name) ?? one,
      )
    : html;
