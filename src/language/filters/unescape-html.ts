import { entityNames } from './html-entity-names.js';

const reference = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu;

/** The printable ones of windows-1252, which is what a number from 128 to 159 is taken to mean. */
const windows1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/**
 * Python's `html.unescape`: character references as browsers read them, those without a semicolon too
 * (`&ampx` is `&x`).
 *
 * @example unescapeHtml('caf&eacute; &#x26; bar') // 'café & bar'
 */
export function unescapeHtml(text: string): string {
  return text.includes('&')
    ? text.replace(reference, (whole, body: string) =>
        body.startsWith('#') ? numbered(body) : named(body, whole),
      )
    : text;
}

function numbered(body: string): string {
  const hex = body[1] === 'x' || body[1] === 'X';
  const digits = body.slice(hex ? 2 : 1).replace(';', '');
  const code = Number.parseInt(digits, hex ? 16 : 10);
  if (code >= 0x80 && code <= 0x9f) return windows1252.charAt(code - 0x80);
  if (code === 13) return '\r';
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return isForbidden(code) ? '' : String.fromCodePoint(code);
}

/** Control characters and what Unicode keeps for no character. */
function isForbidden(code: number): boolean {
  return (
    (code < 0x20 && !(code >= 9 && code <= 10) && code !== 12) ||
    code === 0x7f ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe
  );
}

function named(body: string, whole: string): string {
  table ??= readTable();
  const { all, bare } = table;
  const found = body.endsWith(';') ? all.get(body.slice(0, -1)) : bare.get(body);
  if (found !== undefined) return found;
  for (let length = body.length - 1; length > 1; length--) {
    const start = bare.get(body.slice(0, length));
    if (start !== undefined) return start + body.slice(length);
  }
  return whole;
}

interface Table {
  readonly all: ReadonlyMap<string, string>;
  /** Those whose semicolon may be left out. */
  readonly bare: ReadonlyMap<string, string>;
}

let table: Table | undefined;

function readTable(): Table {
  const all = new Map<string, string>();
  const bare = new Map<string, string>();
  for (const entry of entityNames.trim().split(/\s/)) {
    const [name = '', codes = ''] = entry.split(/[!:]/);
    const text = codes.replace(/[0-9a-f]+\+?/g, (code) => String.fromCodePoint(Number.parseInt(code, 16)));
    all.set(name, text);
    if (entry.includes('!')) bare.set(name, text);
  }
  return { all, bare };
}
