import { readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { authority, ownCertificate, serverCertificate, serverKey } from '../support/certificates.js';
import { type MailServer, mailServer } from '../support/mail-server.js';
import { exampleData, snippetry, temporaryFolder, withoutClock } from './command.js';

const message =
  '{% require receiver.email %}' +
  '{% block subject %}Zażółć, {{ receiver.first_name }}{% endblock %}' +
  "{% block preheader %}It's here{% endblock %}" +
  '{% block html %}<p>Hi <b>{{ receiver.first_name }}</b></p>{% endblock %}' +
  '{% block slack %}Hi{% endblock %}';

let folder: string;
let server: MailServer | undefined;
beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFile(path.join(folder, 'm.html'), message);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const started = async (options: Parameters<typeof mailServer>[0] = {}): Promise<MailServer> => {
  server = await mailServer(options);
  return server;
};

/** Of a message for John, unless the arguments say otherwise. */
const send = (argv: readonly string[], options: Partial<Io> & { stdin?: string } = {}) =>
  snippetry(['send', ...argv, '--no-config', '--data', exampleData], { cwd: folder, ...options });
const john = ['m.html', '--to', 'john-doe-01', '--from', 'Shop <shop@example.com>'];
const toMe = [...john, '--deliver-to', 'me@example.org'];
const withPassword = { env: { SNIPPETRY_SMTP_PASSWORD: 'pä55 word' } };

describe('what is sent', () => {
  test('is the mail of the receiver, to the address that was asked for alone', async () => {
    const { port, received } = await started({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const ran = await send([...toMe, '--smtp', `smtp://127.0.0.1:${port}`]);
    expect([ran.code, ran.stdout, withoutClock(ran.stderr)]).toEqual([
      0,
      '',
      'Sent to me@example.org: 250 Message queued as 7\n',
    ]);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: 'shop@example.com', to: ['me@example.org'], encrypted: false });
    const mail = await PostalMime.parse(received[0]?.mail ?? '');
    expect(mail.subject).toBe('Zażółć, John');
    expect(mail.from).toEqual({ name: 'Shop', address: 'shop@example.com' });
    expect(mail.to).toEqual([{ name: '', address: 'me@example.org' }]);
    expect(mail.html).toContain('<p>Hi <b>John</b></p>');
    expect(mail.html).toContain('It&#x27;s here');
    expect(mail.text?.trim()).toBe('Hi John');
    expect(mail.headers.find(({ key }) => key === 'x-snippetry-receiver')?.value).toBe('john-doe-01');
    expect(mail.headers.some(({ key }) => key === 'list-unsubscribe')).toBe(false);
    expect(Buffer.from(received[0]?.mail ?? '').toString()).not.toContain('john.doe@example.com');
  });

  test('is the same with --dry-run and --eml, which need no server; only its owner can read the file', async () => {
    const printed = await send([...toMe, '--dry-run']);
    const written = await send([...toMe, '--eml', 'm.eml']);
    expect([printed.code, written.code, withoutClock(written.stderr)]).toEqual([0, 0, 'm.eml\n']);
    const file = path.join(folder, 'm.eml');
    expect(await readFile(file, 'latin1')).toBe(printed.stdout);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('--subject-prefix, --list-unsubscribe and the settings of the configuration', async () => {
    const config =
      "export default { mail: { from: { name: 'Shop', address: 'shop@example.com' }, replyTo: 'help@example.com', " +
      "unsubscribeMailto: 'stop@example.com', headers: { 'Feedback-ID': 'a:b' }, inlineCss: true }, " +
      'links: { unsubscribe: ({ custom_id }) => "https://example.com/u/" + custom_id } };';
    await writeFile(path.join(folder, 'snippetry.config.mjs'), config);
    await writeFile(
      path.join(folder, 'm.html'),
      message.replace('<p>', '<style>p{color:red}</style><p>').replace('Hi', '{{ unsubscribe_url }}'),
    );
    const argv = ['send', 'm.html', '--to', 'john-doe-01', '--deliver-to', 'me@example.org', '--dry-run'];
    const more = ['--data', exampleData, '--subject-prefix', '[test] ', '--list-unsubscribe'];
    const { stdout } = await snippetry([...argv, ...more], { cwd: folder });
    const mail = await PostalMime.parse(stdout);
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(mail.subject).toBe('[test] Zażółć, John');
    expect(mail.from).toEqual({ name: 'Shop', address: 'shop@example.com' });
    expect(mail.replyTo).toEqual([{ name: '', address: 'help@example.com' }]);
    expect(mail.html).toContain('<p style="color: red;">');
    expect(header('feedback-id')).toBe('a:b');
    expect(header('list-unsubscribe')).toBe('<https://example.com/u/john-doe-01>, <mailto:stop@example.com>');
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  test('names the deal that set it off', async () => {
    const argv = ['m.html', '--deal', 'ORD-78523', '--from', 'a@b.c', '--deliver-to', 'd@e.f', '--dry-run'];
    const { stdout } = await send(argv);
    expect(stdout).toContain(
      '\r\nX-Snippetry-Receiver: contact of the deal\r\nX-Snippetry-Deal: ORD-78523\r\n',
    );
  });

  test('is a template too, where it is html or text, with --subject', async () => {
    const rest = ['--from', 'a@example.com', '--deliver-to', 'b@example.com', '--dry-run'];
    const given = { stdin: 'Hi {{ receiver.last_name }}' };
    const argv = ['-', '--to', 'zoë-<b>"\'&-😀', '--subject', 'A note', ...rest];
    const asText = await PostalMime.parse((await send([...argv, '--channel', 'text'], given)).stdout);
    expect([asText.subject, asText.text?.trim(), asText.html]).toEqual([
      'A note',
      "Hi O'Łukaszewicz & Søns 😀",
      undefined,
    ]);
    const asHtml = await PostalMime.parse((await send([...argv, '--channel', 'html'], given)).stdout);
    expect(asHtml.html?.trim()).toBe('Hi O&#x27;Łukaszewicz &amp; Søns 😀');
    const without = await send(['-', ...rest, '--channel', 'text'], given);
    expect(without.stderr).toContain('its subject is missing [missing-option]');
    const slack = await send([...argv, '--channel', 'slack'], given);
    expect([slack.code, slack.stderr]).toEqual([1, expect.stringContaining('[send-not-mail]')]);
  });

  test('--json', async () => {
    const { port } = await started({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const head = { schema: 1, command: 'send', exit: 0, to: 'john-doe-01', deliverTo: 'me@example.org' };
    const sent = await send([...toMe, '--smtp', `smtp://127.0.0.1:${port}`, '--json']);
    expect(sent.json).toMatchObject({ ...head, outcome: 'sent', reply: '250 Message queued as 7' });
    const printed = await send([...toMe, '--dry-run', '--json']);
    expect(printed.json).toMatchObject({
      ...head,
      outcome: 'printed',
      mail: expect.stringContaining('From: Shop'),
    });
    const written = await send([...toMe, '--eml', 'm.eml', '--json']);
    expect(written.json).toMatchObject({ ...head, outcome: 'written', file: 'm.eml' });
  });
});

const ca = async (): Promise<string> => {
  await writeFile(path.join(folder, 'ca.pem'), authority);
  return 'ca.pem';
};

describe('logins and encryption', () => {
  test('the password comes from the environment or a file, over TLS', async () => {
    const { port, received } = await started({
      key: serverKey,
      cert: serverCertificate,
      users: { 'me@example.org': 'pä55 word' },
    });
    const argv = [...toMe, '--smtp', `smtp://me%40example.org@localhost:${port}`, '--ca-file', await ca()];
    const fromEnvironment = await send(argv, withPassword);
    expect(withoutClock(fromEnvironment.stderr)).toBe('Sent to me@example.org: 250 Message queued as 7\n');
    await writeFile(path.join(folder, 'password'), 'pä55 word\n');
    expect((await send([...argv, '--smtp-token-file', 'password'])).code).toBe(0);
    expect(received.map(({ user, encrypted }) => [user, encrypted])).toEqual([
      ['me@example.org', true],
      ['me@example.org', true],
    ]);
  });

  test('smtps:// is encrypted from the start', async () => {
    const { port, received } = await started({ secure: true, key: serverKey, cert: serverCertificate });
    const argv = [...toMe, '--smtp', `smtps://localhost:${port}`, '--ca-file', await ca()];
    expect((await send(argv)).code).toBe(0);
    expect(received).toMatchObject([{ encrypted: true }]);
  });

  test('a certificate that nobody vouches for is refused before anything is sent', async () => {
    const { port, received, logins } = await started({
      key: serverKey,
      cert: ownCertificate,
      users: { u: 'pä55 word' },
    });
    const ran = await send([...toMe, '--smtp', `smtp://u@localhost:${port}`], withPassword);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('its certificate is signed by itself [smtp-certificate]');
    expect(ran.stderr).toContain('--ca-file FILE.pem');
    expect([received, logins]).toEqual([[], []]);
    const other = await send(
      [...toMe, '--smtp', `smtp://u@localhost:${port}`, '--ca-file', await ca()],
      withPassword,
    );
    expect(other.stderr).toContain('[smtp-certificate]');
  });

  test('a login that is refused', async () => {
    const { port, logins } = await started({
      users: { u: 'right' },
      allowInsecureAuth: true,
      hideSTARTTLS: true,
    });
    const ran = await send([...toMe, '--smtp', `smtp://u@127.0.0.1:${port}`], withPassword);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(
      '127.0.0.1 refused the login: 535 Invalid username or password [smtp-login-refused]',
    );
    expect(logins).toEqual(['u']);
    expect(ran.stderr + ran.stdout).not.toMatch(/pä55|cMOkNTU/);
  });

  test.each([
    [['--smtp', 'smtps://u:hunter2@example.com'], 'smtp-password-in-address'],
    [['--smtp=smtp://u:hunter2@example.com:25'], 'smtp-password-in-address'],
    [['--smtp', 'u:hunter2@example.com'], 'smtp-address'],
    [['--smtp=u:hunter2@example.com'], 'smtp-address'],
    [['--smtp', 'smtp:/u:hunter2@example.com'], 'smtp-address'],
  ])('a password on the command line is refused, and never shown: %j', async (argv, code) => {
    const told = await send([...toMe, ...argv]);
    const { json } = await send([...toMe, ...argv, '--json']);
    expect([told.code, json.diagnostics.map((one) => one.code)]).toEqual([2, [code]]);
    expect(told.stdout + told.stderr + JSON.stringify(json)).not.toContain('hunter2');
  });

  test('a user without a password, a file without a certificate', async () => {
    const missing = await send([...toMe, '--smtp', 'smtps://u@example.com']);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('[smtp-password-missing]')]);
    await writeFile(path.join(folder, 'ca.pem'), 'x');
    const none = await send([...toMe, '--smtp', 'smtps://example.com', '--ca-file', 'ca.pem']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('[smtp-certificates-missing]')]);
  });
});

describe('servers that do not take it', () => {
  const plain = { disabledCommands: ['STARTTLS', 'AUTH'] };

  test('a receiver, a sender, a mail that is refused', async () => {
    const { port } = await started({ ...plain, refused: ['me@example.org'] });
    const receiver = await send([...toMe, '--smtp', `smtp://127.0.0.1:${port}`]);
    expect(receiver.code).toBe(1);
    expect(receiver.stderr).toContain('550 No such user here [smtp-recipient-refused]');
    await server?.stop();
    const strict = await started({
      ...plain,
      onMailFrom: (_address, _session, done) =>
        done(Object.assign(new Error('Not yours'), { responseCode: 553 })),
    });
    const sender = await send([...toMe, '--smtp', `smtp://127.0.0.1:${strict.port}`]);
    expect(sender.stderr).toContain('553 Not yours [smtp-sender-refused]');
    await server?.stop();
    const wary = await started({
      ...plain,
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () =>
          done(Object.assign(new Error('Looks like \u001b[31mspam'), { responseCode: 554 })),
        );
      },
    });
    const mail = await send([...toMe, '--smtp', `smtp://127.0.0.1:${wary.port}`]);
    expect(mail.stderr).toContain('554 Looks like [31mspam [smtp-mail-refused]');
  });

  test('nothing listens, or there is no such host', async () => {
    const gone = await started(plain);
    await gone.stop();
    const ran = await send([...toMe, '--smtp', `smtp://127.0.0.1:${gone.port}`]);
    expect([ran.code, ran.stderr]).toEqual([
      1,
      expect.stringContaining('nothing listens there [smtp-unreachable]'),
    ]);
  });

  test.each([
    ['says nothing', () => undefined, 'smtp-timeout'],
    ['hangs up', (_: (text: string) => void, end: () => void) => end(), 'smtp-broken-off'],
    [
      'speaks another language',
      (write: (text: string) => void) => write('SSH-2.0-x\r\n'),
      'smtp-wrong-protocol',
    ],
  ])('a server that %s', async (_, greet, code) => {
    const listening = createServer((socket) => {
      socket.on('error', () => undefined);
      greet(
        (text) => socket.write(text),
        () => socket.end(),
      );
    });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const { port } = listening.address() as AddressInfo;
    const ran = await send([...toMe, '--smtp', `smtp://127.0.0.1:${port}`, '--timeout', '1', '--json']);
    listening.close();
    expect([ran.code, ran.json.diagnostics.map((one) => one.code)]).toEqual([1, [code]]);
  });

  test('smtps:// where no TLS is spoken', async () => {
    const { port } = await started(plain);
    const secure = await send([...toMe, '--smtp', `smtps://127.0.0.1:${port}`, '--timeout', '2']);
    expect(secure.stderr).toContain('does not speak TLS');
  });
});

describe('wrong calls', () => {
  test('what is missing is told at once, with exit code 2', async () => {
    const ran = await snippetry(['send', 'm.html', '--no-config'], { cwd: folder });
    expect(ran.code).toBe(2);
    for (const option of ['--deliver-to', '--smtp', '--from']) expect(ran.stderr).toContain(`add ${option}`);
  });

  test.each([
    [['--smtp', 'localhost:25'], 'smtp-address'],
    [['--smtp', 'smtp://localhost', '--timeout', '0'], 'invalid-number'],
    [['--smtp', 'smtp://localhost', '--to', 'ann-nowak-02'], 'send-several-receivers'],
    [['--dry-run', '--subject', 'x'], 'send-subject-of-message'],
    [['--dry-run', '--deliver-to', 'a@example.com, b@example.com'], 'mail-address'],
    [['--dry-run', '--from', 'nobody'], 'mail-address'],
  ])('%j', async (argv, code) => {
    const ran = await send([...toMe, ...argv, '--json']);
    expect([ran.code, ran.json.diagnostics.map((one) => one.code)]).toEqual([2, [code]]);
  });

  test('a message for chats alone, a receiver that is skipped or unknown: nothing is sent', async () => {
    await writeFile(
      path.join(folder, 'm.html'),
      '{% block subject %}s{% endblock %}{% block slack %}x{% endblock %}',
    );
    const chat = await send([...toMe, '--dry-run']);
    expect([chat.code, chat.stderr]).toEqual([1, expect.stringContaining('[mail-empty]')]);
    await writeFile(path.join(folder, 'm.html'), `{% skip "not today" %}${message}`);
    const skipped = await send([...toMe, '--dry-run']);
    expect([skipped.code, skipped.stdout, skipped.stderr]).toEqual([
      3,
      '',
      expect.stringContaining('not today'),
    ]);
    await writeFile(path.join(folder, 'm.html'), message);
    const unknown = await send(['m.html', '--to', 'nobody', ...toMe.slice(3), '--dry-run']);
    expect([unknown.code, unknown.stdout, unknown.stderr]).toEqual([
      1,
      '',
      expect.stringContaining('[unknown-receiver]'),
    ]);
  });
});
