const allowed = /^(?:https?:\/\/|mailto:|tel:)/i;
/** A scheme: what stands before the first colon, unless a slash, a question mark or a hash comes first. */
const scheme = /^[^/?#:]*:/;

/**
 * A value as the address of a link, or as a part of one. Where it begins the address, a scheme other than http,
 * https, mailto and tel loses its colon to `%3A`, so that data makes no mention of a person (`tg://user?id=1`,
 * `@U123`) out of the author's link. White space, control characters and what `also` matches are percent-encoded.
 *
 * @example linkTarget('tg://user?id=1', true) // 'tg%3A//user?id=1'
 */
export function linkTarget(text: string, begins: boolean, also?: RegExp): string {
  const encoded = text.replace(/[\s\p{Cc}]/gu, encodeURIComponent);
  const target = also === undefined ? encoded : encoded.replace(also, percent);
  if (!begins || allowed.test(target)) return target;
  const named = target.replace(scheme, (prefix) => `${prefix.slice(0, -1)}%3A`);
  return named.replace(/^[@!#]/, percent);
}

const percent = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
