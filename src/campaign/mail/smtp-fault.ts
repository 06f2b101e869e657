import { type MailError, mailError } from './mail-error.js';
import type { SmtpAddress } from './smtp-address.js';

/** What nodemailer's errors say besides their message. */
interface Failure {
  readonly code: string;
  /** Of the operating system or of TLS. */
  readonly originalCode: string;
  /** The SMTP command that went wrong. */
  readonly command: string;
  /** What the server answered. */
  readonly response: string;
  readonly message: string;
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  EACCES: 'permission denied',
  EDNS: 'there is no such host',
};

const certificates: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is signed by an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not known here',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Why a mail was not sent, as a diagnostic of the catalogue. The server's own words come without control characters. */
export function smtpFault(error: unknown, { host, port, secure }: SmtpAddress, seconds: number): MailError {
  const { code, originalCode, command, response, message } = failureOf(error);
  const reply = response.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 300);
  if (code === 'ETIMEDOUT' || code === 'EABORT' || originalCode === 'ETIMEDOUT') {
    return mailError('smtp-timeout', { host, port, seconds });
  }
  const certificate = certificates[originalCode];
  if (certificate !== undefined) return mailError('smtp-certificate', { host, reason: certificate });
  if (/^(?:ERR_SSL_|EPROTO$)/.test(originalCode) || /wrong version number|packet length/i.test(message)) {
    return mailError('smtp-wrong-protocol', { host, port, secure });
  }
  const way = unreachable[originalCode] ?? unreachable[code];
  if (way !== undefined) return mailError('smtp-unreachable', { host, port, reason: way });
  if (command === 'STARTTLS' || code === 'EREQUIRETLS')
    return mailError('smtp-no-encryption', { host, port });
  if (code === 'EAUTH' || code === 'ENOAUTH') return mailError('smtp-login-refused', { host, reply });
  if (command === 'RCPT TO') return mailError('smtp-recipient-refused', { host, reply });
  if (command === 'MAIL FROM') return mailError('smtp-sender-refused', { host, reply });
  if (code === 'EPROTOCOL' && command === 'CONN')
    return mailError('smtp-wrong-protocol', { host, port, secure });
  if (response !== '' && code !== 'ECONNECTION') return mailError('smtp-mail-refused', { host, reply });
  return mailError('smtp-broken-off', { host, reply });
}

function failureOf(error: unknown): Failure {
  const read = (name: string): string => {
    const value = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const code = read('code');
  // Errors of TLS stand under a code of nodemailer's, or in its message alone.
  const named = Object.keys(certificates).find((one) => read('message').includes(one));
  return {
    code,
    originalCode: read('originalCode') || named || code,
    command: read('command'),
    response: read('response'),
    message: read('message'),
  };
}
