import { toMailbox } from './mailbox.js';
import { isLocal, type SmtpAddress } from './smtp-address.js';
import { smtpFault } from './smtp-fault.js';

/** A mail server, and what it takes to trust it and be trusted. */
export interface SmtpServer extends SmtpAddress {
  /** Of `user`. */
  readonly password?: string;
  /** Certificates in PEM of authorities that are trusted in place of those that Node knows. */
  readonly authorities?: string;
  /** In seconds, for everything together. Default: 30. */
  readonly timeout?: number;
}

/**
 * Hands a mail to a server (RFC 5321).
 *
 * The connection is encrypted where the server offers that, and its certificate is always checked. A password goes
 * over an encrypted connection, or to this very machine, only.
 *
 * @param mail what {@link composeMail} made
 * @param route who the server is told it is from and for; the headers of the mail do not count
 * @returns what the server answered
 * @throws {MailError} with what went wrong; the mail was not sent then, or it is unknown where it says so
 */
export async function sendMail(
  mail: Uint8Array,
  route: { readonly from: string; readonly to: string },
  server: SmtpServer,
): Promise<{ readonly reply: string }> {
  const { host, port, secure, user, password = '', authorities, timeout = 30 } = server;
  const from = toMailbox(route.from, 'from').address;
  const to = toMailbox(route.to, 'to').address;
  const { createTransport } = await import('nodemailer');
  const milliseconds = timeout * 1_000;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: user !== undefined && !secure && !isLocal(host),
    ...(user !== undefined && { auth: { user, pass: password }, forceAuth: true }),
    ...(authorities !== undefined && { tls: { ca: authorities } }),
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    socketTimeout: milliseconds,
    dnsTimeout: milliseconds,
  });
  try {
    const sent = await transport.sendMail({
      envelope: { from, to: [to] },
      raw: Buffer.from(mail),
      // A server that keeps saying something keeps its connection: this ends it.
      signal: AbortSignal.timeout(milliseconds),
    });
    return {
      reply: String(sent.response)
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .slice(0, 300),
    };
  } catch (error) {
    throw smtpFault(error, server, timeout);
  } finally {
    transport.close();
  }
}
