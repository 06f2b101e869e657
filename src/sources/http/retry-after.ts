/**
 * What a `retry-after` header asks for, in milliseconds: seconds, or the date of RFC 9110 §10.2.3. A date that
 * is past is 0.
 *
 * @returns undefined where there is none, or nothing that can be read
 * @example retryAfter('30', Date.now()) // 30000
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // `Date.parse` reads much that is no HTTP date; only those begin with the name of a day.
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
