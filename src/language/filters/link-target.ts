import { quoteUrl } from './url-quoting.js';

/** RFC 3986's delimiters, and the tilde. */
const kept = "!$&'()*+,;=:/?#[]@~";
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Django's `smart_urlquote`: an address as it may stand in a link, quoted once however often it was before.
 * A domain is percent-encoded as since Django 5.2.
 *
 * @param url starts with `http://` or `https://`
 * @example quoteLink('http://bücher.example/ä b') // 'http://b%C3%BCcher.example/%C3%A4%20b'
 */
export function quoteLink(url: string): string {
  const parts = splitUrl(url);
  if (parts === undefined) return requote(url);
  const query = requoteQuery(parts.query);
  const fragment = requote(parts.fragment);
  const path = requote(parts.path);
  const rooted = path === '' || path.startsWith('/') ? path : `/${path}`;
  return `${parts.scheme}://${requote(parts.host)}${rooted}${query && `?${query}`}${fragment && `#${fragment}`}`;
}

/** Every part of a URL, as Python's `urlsplit` tells them apart; undefined where it refuses. */
function splitUrl(url: string) {
  const bare = url.replace(/[\t\r\n]/g, '');
  const colon = bare.indexOf(':');
  const scheme = bare.slice(0, colon).toLowerCase();
  const rest = bare.slice(colon + 3);
  const hostEnd = rest.search(/[/?#]/);
  const host = hostEnd < 0 ? rest : rest.slice(0, hostEnd);
  if (!isHost(host)) return undefined;
  const [beforeFragment, fragment] = cutAt(hostEnd < 0 ? '' : rest.slice(hostEnd), '#');
  const [path, query] = cutAt(beforeFragment, '?');
  return { scheme, host, path, query, fragment };
}

function cutAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function isHost(host: string): boolean {
  if (host.includes('[') !== host.includes(']')) return false;
  if (host.includes('[') && !isBracketed(host.slice(host.lastIndexOf('@') + 1))) return false;
  const letters = host.replace(/[@:#?]/g, '');
  const normal = letters.normalize('NFKC');
  return normal === letters || !/[/?#@:]/.test(normal);
}

/** An IP address in brackets, and a port perhaps. */
function isBracketed(host: string): boolean {
  const close = host.indexOf(']');
  const address = host.slice(1, close < 0 ? host.length : close);
  const port = close < 0 ? '' : host.slice(close + 1);
  if (!host.startsWith('[') || (port !== '' && !port.startsWith(':'))) return false;
  return /^v[a-fA-F0-9]+\../.test(address) || isIpV6(address);
}

/** With a zone perhaps: `fe80::1%eth0`. */
export function isIpV6(text: string): boolean {
  const [address, ...zone] = text.split('%');
  if (zone.length > 1 || zone[0] === '' || !/^[0-9a-fA-F:.]+$/.test(address ?? '')) return false;
  return URL.canParse(`http://[${address}]/`);
}

/** Python's `unquote`, then `quote`. */
const requote = (text: string): string => quoteUrl(unquote(text), kept);

const escapes = /(?:%[0-9a-fA-F]{2})+/g;

/** Reads percent-encoded UTF-8; what is none becomes U+FFFD. */
function unquote(text: string): string {
  return text.replace(escapes, (run) => {
    const bytes = new Uint8Array(run.length / 3);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16);
    return utf8.decode(bytes);
  });
}

function requoteQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name, value] = cutAt(pair, '=');
      return `${requotePlus(name)}=${requotePlus(value)}`;
    })
    .join('&');
}

const requotePlus = (text: string): string =>
  quoteUrl(unquote(unquote(text.replaceAll('+', ' '))), ' ').replaceAll(' ', '+');
