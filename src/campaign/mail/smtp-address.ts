import { isIP } from 'node:net';

/** A mail server as its address names it: no secret is part of it. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the start; else the connection changes to TLS where the server offers that (STARTTLS). */
  readonly secure: boolean;
  readonly user?: string;
}

/**
 * Reads `smtp://user@host:port` or `smtps://user@host:port`; the ports are 587 and 465 unless given (RFC 8314). A
 * password is refused, not read: it would stand in lists of processes and in the history of the shell.
 *
 * @example parseSmtpAddress('smtp://shop%40example.com@mail.example.com')
 * // { host: 'mail.example.com', port: 587, secure: false, user: 'shop@example.com' }
 */
export function parseSmtpAddress(text: string): SmtpAddress | 'malformed' | 'password' {
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return 'malformed';
  const url = new URL(text);
  if (url.password !== '') return 'password';
  if ((url.pathname !== '' && url.pathname !== '/') || url.search !== '' || url.hash !== '')
    return 'malformed';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!isIP(host) && !/^[0-9a-z](?:[-0-9a-z.]*[0-9a-z])?$/i.test(host)) return 'malformed';
  const secure = url.protocol === 'smtps:';
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  const user = decoded(url.username);
  // A line break in it would be a command of its own.
  if (user === undefined || port === 0 || /\p{Cc}/u.test(user)) return 'malformed';
  return { host, port, secure, ...(user !== '' && { user }) };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether it is this machine, so that nobody can listen in between. */
export const isLocal = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
