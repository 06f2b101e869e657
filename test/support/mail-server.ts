import type { AddressInfo, Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly mail: Uint8Array;
  readonly from: string;
  readonly to: readonly string[];
  /** Who logged in. */
  readonly user: string | undefined;
  readonly encrypted: boolean;
}

export interface MailServer {
  readonly port: number;
  readonly received: readonly Received[];
  /** Every login that was tried. */
  readonly logins: readonly string[];
  stop(): Promise<void>;
}

/**
 * A real mail server on the loopback address.
 *
 * @param users who may log in, with their passwords; without any, no login is offered
 * @param refused receivers that it delivers nothing to
 */
export async function mailServer(
  options: SMTPServerOptions & {
    readonly users?: Readonly<Record<string, string>>;
    readonly refused?: readonly string[];
  } = {},
): Promise<MailServer> {
  const { users, refused = [], ...server } = options;
  const received: Received[] = [];
  const logins: string[] = [];
  const smtp = new SMTPServer({
    logger: false,
    authOptional: users === undefined,
    disabledCommands: users === undefined ? ['AUTH'] : [],
    closeTimeout: 100,
    onAuth({ username = '', password }, _session, done) {
      logins.push(username);
      if (users?.[username] === password) done(null, { user: username });
      else done(Object.assign(new Error('Invalid username or password'), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      done(
        refused.includes(address)
          ? Object.assign(new Error('No such user here'), { responseCode: 550 })
          : null,
      );
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          mail: Buffer.concat(parts),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: typeof session.user === 'string' ? session.user : undefined,
          encrypted: session.secure,
        });
        done(null, 'Message queued as 7');
      });
    },
    ...server,
  });
  // A client that refuses our certificate hangs up, which is what some tests are about.
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  return {
    port: ((smtp.server as Server).address() as AddressInfo).port,
    received,
    logins,
    stop: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}
