import { entry } from '../entry.js';

/** Where a server answered, its reply stands at the end: it knows best. */
const replied = (what: string, reply: string): string => (reply === '' ? what : `${what}: ${reply}`);

/** What stands between a mail and the server that takes it. */
export const sending = {
  'smtp-address': entry({
    severity: 'error',
    message: () => 'this is no address of a mail server',
    help: () =>
      'write smtp://HOST, smtp://USER@HOST:587, or smtps://USER@HOST; in a user, @ is written %40 and : %3A',
  }),
  'smtp-password-in-address': entry<{ variable: string; option: string }>({
    severity: 'error',
    message: () => 'a password in an address is seen by others on this machine and stays in the history',
    help: ({ variable, option }) =>
      `leave it out and set ${variable} in the environment, or give ${option} FILE; then change it`,
  }),
  'smtp-password-missing': entry<{ variable: string; option: string }>({
    severity: 'error',
    message: () => 'the mail server has a user, and there is no password for it',
    help: ({ variable, option }) => `set ${variable} in the environment, or give ${option} FILE`,
  }),
  'smtp-certificates-missing': entry<{ file: string }>({
    severity: 'error',
    message: ({ file }) => `${file} holds no certificate`,
    help: () => 'it is a PEM file: -----BEGIN CERTIFICATE----- …',
  }),
  'smtp-unreachable': entry<{ host: string; port: number; reason: string }>({
    severity: 'error',
    message: ({ host, port, reason }) => `${host} cannot be reached at port ${port}: ${reason}`,
    help: () => 'servers take mail at 587 (smtp://) or 465 (smtps://), some at 25',
  }),
  'smtp-timeout': entry<{ host: string; port: number; seconds: number }>({
    severity: 'error',
    message: ({ host, port, seconds }) =>
      `${host} at port ${port} has not taken the mail within ${seconds} second${seconds === 1 ? '' : 's'}`,
    help: () => 'it may have arrived all the same; --timeout SECONDS waits longer',
  }),
  'smtp-certificate': entry<{ host: string; reason: string }>({
    severity: 'error',
    message: ({ host, reason }) => `it is not certain that this is ${host}, and nothing was sent: ${reason}`,
    help: () => 'if the server is your own, name the certificate of its authority: --ca-file FILE.pem',
  }),
  'smtp-no-encryption': entry<{ host: string; port: number }>({
    severity: 'error',
    message: ({ host, port }) =>
      `${host} at port ${port} could not encrypt the connection, and the password was not sent`,
    help: () => 'try smtps://, which is encrypted from the start, at port 465',
  }),
  'smtp-wrong-protocol': entry<{ host: string; port: number; secure: boolean }>({
    severity: 'error',
    message: ({ host, port, secure }) =>
      secure
        ? `${host} does not speak TLS at port ${port}`
        : `what answers at ${host} and port ${port} does not speak SMTP`,
    help: ({ secure }) =>
      secure
        ? 'try smtp://, which begins without encryption and changes to it'
        : 'try smtps:// where the port is 465',
  }),
  'smtp-login-refused': entry<{ host: string; reply: string }>({
    severity: 'error',
    message: ({ host, reply }) => replied(`${host} refused the login`, reply),
    help: () => 'check the user in the address and the password; many providers want one made for programs',
  }),
  'smtp-sender-refused': entry<{ host: string; reply: string }>({
    severity: 'error',
    message: ({ host, reply }) => replied(`${host} does not send for the address of --from`, reply),
    help: () => 'give an address that this login may send for',
  }),
  'smtp-recipient-refused': entry<{ host: string; reply: string }>({
    severity: 'error',
    message: ({ host, reply }) => replied(`${host} does not deliver to this address`, reply),
    help: () => 'check the address, and whether the server wants a login to deliver elsewhere',
  }),
  'smtp-mail-refused': entry<{ host: string; reply: string }>({
    severity: 'error',
    message: ({ host, reply }) => replied(`${host} refused the mail`, reply),
  }),
  'smtp-broken-off': entry<{ host: string; reply: string }>({
    severity: 'error',
    message: ({ host, reply }) => replied(`${host} ended the conversation`, reply),
    help: () => 'it may have arrived all the same; try again later',
  }),

  // ------------------------------------------------------------- the command
  'send-several-receivers': entry({
    severity: 'error',
    message: () => 'a test is sent for one receiver',
    help: () => 'give --to once; snippetry render takes several',
  }),
  'send-subject-of-message': entry({
    severity: 'error',
    message: () => 'the message has a subject of its own',
    help: () => 'leave --subject out; --subject-prefix TEXT puts something before it',
  }),
  'send-not-mail': entry<{ channel: string }>({
    severity: 'error',
    message: ({ channel }) => `the template is for ${channel}, and a mail is html or text`,
    help: () => 'snippetry render prints it; --channel email or --channel text makes a mail of it',
  }),
} as const;
