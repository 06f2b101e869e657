import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import type { AddressFault } from '../../diagnostics/catalogue/mail.js';
import { oneLine } from './header-text.js';
import { mailError } from './mail-error.js';

/** Who a mail is from or for: the address, and the name that people read beside it. */
export interface Mailbox {
  readonly address: string;
  readonly name?: string;
}

/** RFC 5321, section 4.5.3.1: in octets. */
const longestLocal = 64;
const longestAddress = 254;
/** Mail programs show far less. In characters as people count them. */
const longestName = 120;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const dotAtom = /^[-!#$%&'*+/=?^_`{|}~0-9A-Za-z]+(?:\.[-!#$%&'*+/=?^_`{|}~0-9A-Za-z]+)*$/;
const label = /^[0-9A-Za-z](?:[-0-9A-Za-z]{0,61}[0-9A-Za-z])?$/;

/**
 * One mailbox, checked: its address is one, with a domain in ASCII (RFC 5890), and its name one line.
 *
 * A text may hold a name beside the address, as in `Ann <ann@example.com>`; in an object the address stands
 * alone. Nothing that such a value holds can become a second recipient or a header.
 *
 * @param field what it is, for the error: `to`, `from`
 * @throws {MailError} where it is not exactly one address
 */
export function toMailbox(given: string | Mailbox, field: string): Mailbox {
  const refuse = (fault: AddressFault) => mailError('mail-address', { field, fault });
  const text = (typeof given === 'string' ? given : given.address).trim();
  if (text === '') throw refuse('blank');
  if (controls.test(text)) throw refuse('line-break');
  // A name and an address; the parser is linear, and yet nobody's mailbox is a megabyte.
  if (text.length > 1_000) throw refuse('too-long');
  const found = addressparser(text);
  if (found.some((one) => one.group !== undefined)) throw refuse('group');
  if (found.length !== 1) throw refuse(found.length === 0 ? 'malformed' : 'several');
  const one = found[0] as { address?: string; name?: string };
  const address = one.address ?? '';
  if (typeof given !== 'string' && address !== text) throw refuse(address === '' ? 'malformed' : 'named');
  const checked = checkAddress(address);
  if ('fault' in checked) throw refuse(checked.fault);
  const name = displayName((typeof given === 'string' ? one.name : given.name) ?? '');
  return name === '' ? { address: checked.address } : { address: checked.address, name };
}

function checkAddress(text: string): { readonly address: string } | { readonly fault: AddressFault } {
  const at = text.lastIndexOf('@');
  if (at <= 0) return { fault: 'malformed' };
  const local = text.slice(0, at);
  // A reader would decode what looks like an encoded word, and show something else.
  if (!dotAtom.test(local) || local.includes('=?')) {
    return {
      fault: /[^ -~]/.test(local)
        ? 'not-ascii'
        : !local.startsWith('"') && local.includes('@')
          ? 'several'
          : 'malformed',
    };
  }
  const domain = domainToASCII(text.slice(at + 1));
  if (domain === '' || !domain.split('.').every((one) => label.test(one))) return { fault: 'domain' };
  const address = `${local}@${domain}`;
  return local.length > longestLocal || address.length > longestAddress ? { fault: 'too-long' } : { address };
}

/**
 * A name as one line. Readers decode `=?utf-8?…` even within quotation marks, where RFC 2047 forbids it: a word
 * joiner, which nobody sees, keeps such a value what it is.
 */
function displayName(text: string): string {
  return shortened(oneLine(text)).replaceAll('=?', '=\u2060?');
}

/** Cut between characters as people see them: an emoji of several code points stays whole or goes. */
function shortened(line: string): string {
  if (line.length <= longestName) return line;
  const window = line.slice(0, 8 * longestName);
  const characters = Array.from(graphemes.segment(window), ({ segment }) => segment);
  if (window.length === line.length && characters.length <= longestName) return line;
  return `${characters.slice(0, longestName - 1).join('')}…`;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The part of an address behind the @. */
export const domainOf = ({ address }: Mailbox): string => address.slice(address.lastIndexOf('@') + 1);
