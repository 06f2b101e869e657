/**
 * How far an address has been read. `start`: nothing yet. `open`: what stands there may still become a scheme.
 * `opaque`: behind mailto:, tel: and the like. `rest`: query or fragment, or what two parts left in different
 * places. `unknown`: the same where a scheme may still begin. `script`: behind a scheme that runs something.
 */
export interface UrlState {
  readonly part: 'start' | 'open' | 'path' | 'opaque' | 'rest' | 'unknown' | 'script';
  /** What has been written of a scheme. */
  readonly prefix: string;
  /** A value is part of what may become a scheme. */
  readonly data: boolean;
}

export const urlStart: UrlState = { part: 'start', prefix: '', data: false };
const at = (part: UrlState['part']): UrlState => ({ part, prefix: '', data: false });
const [path, opaque, rest, script] = [at('path'), at('opaque'), at('rest'), at('script')];

const running: ReadonlySet<string> = new Set(['javascript', 'vbscript', 'livescript', 'data']);
const opaques: ReadonlySet<string> = new Set(['mailto', 'tel', 'sms', 'cid']);
/** Longer than any scheme that matters. */
const longest = 12;

/**
 * The state behind a character of the author's own.
 *
 * @param image whether the address is that of an image, where `data:` runs nothing
 * @returns undefined for a colon that would make a scheme of a value
 */
export function readUrl(c: string, from: UrlState, image: boolean): UrlState | undefined {
  switch (from.part) {
    case 'start':
    case 'open':
      if (c === ':') return from.data ? undefined : behindScheme(from.prefix.toLowerCase(), image);
      if (c === '/' || c === '\\') return path;
      if (c === '?' || c === '#') return rest;
      if (c <= ' ') return from;
      return { ...from, part: 'open', prefix: (from.prefix + c).slice(0, longest) };
    case 'unknown':
      if (c === ':') return from.data ? undefined : rest;
      return c === '/' || c === '?' || c === '#' ? rest : from;
    case 'path':
    case 'opaque':
      return c === '?' || c === '#' ? rest : from;
    default:
      return from;
  }
}

function behindScheme(scheme: string, image: boolean): UrlState {
  if (opaques.has(scheme)) return opaque;
  return running.has(scheme) && !(scheme === 'data' && image) ? script : path;
}

/** The state behind a value. */
export const urlBehindValue = (from: UrlState): UrlState =>
  from.part === 'start' || from.part === 'open'
    ? { part: 'open', prefix: '', data: true }
    : from.part === 'unknown'
      ? { ...from, data: true }
      : from;

/** The state behind what is not known yet. */
export const urlBehindUnknown = (from: UrlState): UrlState =>
  from.part === 'start' || from.part === 'open' || from.part === 'unknown'
    ? { part: 'unknown', prefix: '', data: true }
    : from.part === 'script'
      ? from
      : rest;

/** The state behind two texts of which one is printed. */
export function mergeUrls(a: UrlState, b: UrlState): UrlState | undefined {
  if (urlKey(a) === urlKey(b)) return a;
  if (a.part === 'script' || b.part === 'script') return undefined;
  const begins = ({ part }: UrlState) => part === 'start' || part === 'open' || part === 'unknown';
  // What two beginnings make of a scheme is not known, so that no colon may follow.
  return begins(a) || begins(b) ? { part: 'unknown', prefix: '', data: true } : rest;
}

export const urlKey = ({ part, prefix, data }: UrlState): string => `${part} ${prefix} ${data ? 'data' : ''}`;
