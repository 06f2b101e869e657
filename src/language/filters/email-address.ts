import { isIpV6 } from './link-target.js';

const local = /^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(?:\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*$/iu;
const label = /^[a-z\u00a1-\uffff0-9-]+$/iu;
const topLevel = /^(?:[a-z\u00a1-\uffff-]{2,63}|xn--[a-z0-9]{1,59})$/iu;
const ipV4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** RFC 3696, section 3. */
const longest = 320;

/**
 * Whether a word is an e-mail address to Django's `EmailValidator`, as since Django 5.2. Quoted local parts
 * do not occur in a word.
 */
export function isEmailAddress(word: string): boolean {
  const at = word.lastIndexOf('@');
  if (at <= 0 || word.length > longest || !local.test(word.slice(0, at))) return false;
  const domain = word.slice(at + 1);
  return isDomain(domain) || isAddressLiteral(domain);
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  if (labels.length < 2) return false;
  return labels.every((one, index) => {
    if (one.startsWith('-') || one.endsWith('-') || one.length > 63) return false;
    return index === labels.length - 1 ? topLevel.test(one) : label.test(one);
  });
}

function isAddressLiteral(domain: string): boolean {
  const address = /^\[([A-F0-9:.]+)\]$/i.exec(domain)?.[1];
  return address !== undefined && (ipV4.test(address) || isIpV6(address));
}
