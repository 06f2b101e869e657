import { afterEach, describe, expect, test } from 'vitest';
import { parseSmtpAddress, sendMail } from '../../../../src/campaign/index.js';
import { smtpFault } from '../../../../src/campaign/mail/smtp-fault.js';
import { type MailServer, mailServer } from '../../../support/mail-server.js';
import { faultOf } from './reading.js';

describe('the address of a mail server', () => {
  test.each([
    ['smtp://localhost', { host: 'localhost', port: 587, secure: false }],
    ['SMTPS://mail.example.com', { host: 'mail.example.com', port: 465, secure: true }],
    ['smtp://[::1]:25/', { host: '::1', port: 25, secure: false }],
    ['smtp://a%40b.c@h:1', { host: 'h', port: 1, secure: false, user: 'a@b.c' }],
    ['smtp://a@b.c@h', { host: 'h', port: 587, secure: false, user: 'a@b.c' }],
  ])('%s', (text, expected) => {
    expect(parseSmtpAddress(text)).toEqual(expected);
  });

  test.each([
    '',
    'localhost:25',
    'http://localhost',
    'smtp://',
    'smtp://h:0',
    'smtp://h:99999',
    'smtp://h/path',
    'smtp://h?x=1',
    'smtp://a%0D%0ADATA@h',
    'smtp://a%ff@h',
    'smtp://h_h',
  ])('%j is none', (text) => {
    expect(parseSmtpAddress(text)).toBe('malformed');
  });

  test('a password in it is refused', () => {
    expect(parseSmtpAddress('smtp://a:b@h')).toBe('password');
  });
});

describe('over a connection that others can read', () => {
  let server: MailServer | undefined;
  afterEach(() => server?.stop());

  test('no password is sent: the server has to encrypt first', async () => {
    server = await mailServer({
      users: { u: 'p' },
      allowInsecureAuth: true,
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
    });
    // This machine by a name that does not say so.
    const to = { host: '0.0.0.0', port: server.port, secure: false, user: 'u', password: 'p', timeout: 10 };
    const fault = await faultOf(sendMail(new Uint8Array(), { from: 'a@b.c', to: 'd@e.f' }, to));
    expect(fault.code).toBe('smtp-no-encryption');
    expect(server.logins).toEqual([]);
  });
});

test('who a mail is for is one address here too', async () => {
  const server = { host: 'localhost', port: 1, secure: false };
  const fault = await faultOf(sendMail(new Uint8Array(), { from: 'a@b.c', to: 'd@e.f, g@h.i' }, server));
  expect(fault.code).toBe('mail-address');
});

test.each([
  [{ code: 'EDNS', originalCode: 'ENOTFOUND' }, 'smtp-unreachable'],
  [{ code: 'ESOCKET', originalCode: 'EHOSTUNREACH' }, 'smtp-unreachable'],
  [{ code: 'ESOCKET', originalCode: 'ETIMEDOUT' }, 'smtp-timeout'],
  [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'smtp-certificate'],
  [{ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'smtp-certificate'],
  [{ code: 'ECONNECTION', response: '421 Try later' }, 'smtp-broken-off'],
  ['?', 'smtp-broken-off'],
])('%j', (error, code) => {
  expect(smtpFault(error, { host: 'h', port: 1, secure: false }, 30).diagnostic.code).toBe(code);
});
