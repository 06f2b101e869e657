import { remembered } from '../../values/locale.js';

/** A run of characters to escape, for each set of safe ones. As in Python, safe ones are ASCII. */
const runs = remembered((safe) => {
  const kept = Array.from(safe, (one) => (one < '\x80' ? one.replace(/[\\\]^-]/, '\\$&') : '')).join('');
  return new RegExp(`[^A-Za-z0-9_.~\\-${kept}]+`, 'g');
});

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Python's `urllib.parse.quote`: UTF-8, every byte of it as `%XX` but letters, digits, `_.-~` and the ASCII
 * characters of `safe`. Half a surrogate pair is U+FFFD.
 *
 * @example quoteUrl('a b/ü', '/') // 'a%20b/%C3%BC'
 */
export function quoteUrl(text: string, safe: string): string {
  return text.replace(runs(safe), percentEncode);
}

function percentEncode(run: string): string {
  return encodeURIComponent(run.replace(loneSurrogate, '\ufffd')).replace(
    /[!'()*]/g,
    (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
