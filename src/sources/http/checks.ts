/** An address that a client may be pointed at; what is wrong with any other is thrown, without its text. */
export function checkedAddress(text: string, name: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError(`${name} is no URL`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TypeError(`${name} must begin with https:// or http://`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError(`${name} must be an address alone, without user, password, query or fragment`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** One line of visible ASCII characters: what every header takes. */
export const isVisible = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/** A credential that a header can carry. `fetch` would show one that it cannot in its error. */
export function checkedSecret(text: string, name: string): string {
  if (typeof text !== 'string' || text === '') throw new TypeError(`${name} is missing`);
  if (!isVisible(text)) {
    throw new TypeError(`${name} must be one line of visible ASCII characters without spaces`);
  }
  return text;
}

/** A number of at least `least`. */
export function checkedNumber(value: number, name: string, least: number): number {
  if (typeof value === 'number' && value >= least) return value;
  throw new RangeError(`${name} must be a number of at least ${least}`);
}

/** Whether a URL can carry a value as it is: a path knows no `.` and `..`, UTF-8 no half of a surrogate pair. */
export const sendable = (value: string): boolean =>
  value !== '' && value !== '.' && value !== '..' && !/\p{Surrogate}/u.test(value);
