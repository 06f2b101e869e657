import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { composeMail, type MailEnvelope, messageId } from '../../../../src/campaign/index.js';
import { faultOf, text } from './reading.js';

const envelope: MailEnvelope = {
  from: 'Shop <shop@example.com>',
  to: { address: 'ann@example.com', name: 'Ann' },
  date: new Date('2025-06-25T00:00:00Z'),
  messageId: messageId('order-shipped', 'john-doe-01', 'shop@example.com'),
};

const compose = (message: Parameters<typeof composeMail>[0], more: Partial<MailEnvelope> = {}) =>
  composeMail(message, { ...envelope, ...more });

const reopened = async (message: Parameters<typeof composeMail>[0], more: Partial<MailEnvelope> = {}) =>
  PostalMime.parse(await compose(message, more));

describe('a mail reopened by another program', () => {
  test('holds subject, both parts and who it is from and for', async () => {
    const mail = await reopened({ subject: 'Zażółć 🎉', html: '<p>Hi Ann</p>', text: 'Hi!\n\nBye' });
    expect(mail.subject).toBe('Zażółć 🎉');
    expect(mail.from).toEqual({ name: 'Shop', address: 'shop@example.com' });
    expect(mail.to).toEqual([{ name: 'Ann', address: 'ann@example.com' }]);
    expect(mail.date).toBe('2025-06-25T00:00:00.000Z');
    expect(mail.messageId).toBe(envelope.messageId);
    expect(mail.html?.trimEnd()).toBe('<p>Hi Ann</p>');
    expect(mail.text?.trimEnd()).toBe('Hi!\n\nBye');
  });

  test('has the text of its HTML where it has none', async () => {
    const mail = await reopened({
      subject: 's',
      html: '<p>Hi <b>Ann</b>, <a href="https://example.com/7">look</a></p>',
    });
    expect(mail.text?.trimEnd()).toBe('Hi Ann, look <https://example.com/7>');
  });

  test('has no text part where none is wanted, and is text/plain where there is only text', async () => {
    expect(text(await compose({ subject: 's', html: '<p>Hi</p>' }, { text: false }))).toContain(
      '\r\nContent-Type: text/html; charset=utf-8\r\n',
    );
    expect(text(await compose({ subject: 's', text: 'Hi' }))).toContain(
      '\r\nContent-Type: text/plain; charset=utf-8\r\n',
    );
  });

  test('has headers for unsubscribing: One-Click for https alone', async () => {
    const secure = await compose(
      { text: 'Hi' },
      { unsubscribeUrl: 'https://example.com/u?a=1,2', unsubscribeMailto: 'stop@example.com' },
    );
    expect(text(secure)).toContain(
      'List-Unsubscribe: <https://example.com/u?a=1%2C2>,\r\n <mailto:stop@example.com>\r\n' +
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
    );
    const plain = text(await compose({ text: 'Hi' }, { unsubscribeUrl: 'http://example.com/u' }));
    expect(plain).toContain('List-Unsubscribe: <http://example.com/u>\r\n');
    expect(plain).not.toContain('List-Unsubscribe-Post');
  });

  test('is the same octets each time', async () => {
    const message = { subject: 'Ż', html: '<p>Hi</p>', preheader: 'Look' };
    expect(text(await compose(message))).toBe(text(await compose(message)));
  });

  test('has no line that is longer than servers take, nor any but ASCII characters', async () => {
    const long = 'x'.repeat(5_000);
    const mail = text(
      await compose({ subject: long.slice(0, 1_900), html: `<p>${long}</p>`, text: `${long} ż` }),
    );
    expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(/^[\r\n\t -~]*$/.test(mail)).toBe(true);
    expect(mail.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe('data that would be more than it is', () => {
  test('a subject stays one header', async () => {
    for (const end of ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029', '\0', '\t']) {
      const mail = await reopened({ subject: `Hi${end}Bcc: eve@example.com`, text: 'Hi' });
      expect(mail.subject).toBe('Hi Bcc: eve@example.com');
      expect(mail.bcc).toBeUndefined();
    }
  });

  test('what looks encoded is shown as it is', async () => {
    const subject = '=?utf-8?Q?=0D=0ABcc:_eve@example.com?=';
    const mail = await reopened({ subject, text: 'Hi' });
    expect(mail.subject).toBe(subject);
  });

  test('a name is no address', async () => {
    for (const name of [
      '"Ann" <eve@example.com>, ',
      'a@b.c, d',
      'x\r\nBcc: eve@example.com',
      '🎉"\\',
      '(c)',
    ]) {
      const mail = await reopened({ text: 'Hi' }, { to: { address: 'ann@example.com', name } });
      expect(mail.to).toEqual([{ address: 'ann@example.com', name: name.replace(/\r\n/, ' ').trim() }]);
      expect(mail.bcc).toBeUndefined();
    }
  });

  test('a name that no program would show is cut between characters', async () => {
    const family = '👨‍👩‍👧';
    const mail = await reopened(
      { text: 'Hi' },
      { to: { address: 'ann@example.com', name: family.repeat(500) } },
    );
    expect(mail.to?.[0]?.name).toBe(`${family.repeat(119)}…`);
  });

  test('lone surrogates and NULs break nothing', async () => {
    const mail = await reopened({ subject: 'a\ud800b', html: '<p>\udc00\0</p>', text: 'x\ud83d\0' });
    expect(mail.subject).toBe('a\ufffdb');
    expect(mail.html?.trimEnd()).toBe('<p>\ufffd\ufffd</p>');
    expect(mail.text?.trimEnd()).toBe('x\ufffd\ufffd');
  });
});

describe('what is no mail is refused with its reason', () => {
  test.each([
    ['', 'mail-address', 'blank'],
    ['ann', 'mail-address', 'not of the form'],
    ['"Ann" <a@x>, b@y', 'mail-address', 'several'],
    ['a@x, b@y', 'mail-address', 'several'],
    ['a@x;b@y', 'mail-address', 'several'],
    ['a@x\r\nBcc: b@y', 'mail-address', 'line break'],
    ['friends: a@x, b@y;', 'mail-address', 'group'],
    ['a@x@y', 'mail-address', 'several'],
    ['"a@x"@y', 'mail-address', 'not of the form'],
    ['=?utf-8?Q?=0D=0A?=ann@example.com', 'mail-address', 'not of the form'],
    ['zażółć@example.com', 'mail-address', 'letters'],
    ['ann@-example.com', 'mail-address', 'domain'],
    ['ann@exa mple.com', 'mail-address', 'more than the address'],
    ['ann@example..com', 'mail-address', 'domain'],
    [`${'a'.repeat(65)}@example.com`, 'mail-address', 'longer'],
  ])('as a receiver: %j', async (address, code, reason) => {
    const fault = await faultOf(compose({ text: 'Hi' }, { to: { address } }));
    expect([fault.code, fault.message]).toEqual([code, expect.stringContaining(reason)]);
  });

  test('an address with a name in it, where a name has its own place', async () => {
    const fault = await faultOf(compose({ text: 'Hi' }, { to: { address: 'Ann <ann@example.com>' } }));
    expect(fault.message).toContain('more than the address itself');
  });

  test('a domain of another script becomes ASCII', async () => {
    const mail = await reopened({ text: 'Hi' }, { to: 'ann@zażółć.pl' });
    expect(mail.to?.[0]?.address).toBe('ann@xn--za-6ja4f8n1l.pl');
  });

  test.each([
    [{}, {}, 'mail-empty'],
    [{ subject: 's', channels: { slack: 'Hi' } }, {}, 'mail-empty'],
    [{ text: '' }, {}, 'mail-empty'],
    [{ text: 'Hi', subject: 'x'.repeat(2_001) }, {}, 'mail-header'],
    [{ text: 'Hi' }, { headers: { 'X-A: b\r\nBcc': 'c' } }, 'mail-header'],
    [{ text: 'Hi' }, { headers: { bcc: 'eve@example.com' } }, 'mail-header'],
    [{ text: 'Hi' }, { headers: { 'Content-Type': 'text/html' } }, 'mail-header'],
    [{ text: 'Hi' }, { date: new Date(Number.NaN) }, 'mail-date'],
    [{ text: 'Hi' }, { messageId: '<a@b>\r\nBcc: <c@d>' }, 'mail-message-id'],
    [{ text: 'Hi' }, { unsubscribeUrl: 'javascript:alert(1)' }, 'mail-unsubscribe'],
    [{ text: 'Hi' }, { unsubscribeUrl: '/u/7' }, 'mail-unsubscribe'],
    [{ text: 'Hi' }, { unsubscribeUrl: 'https://example.com/\r\nBcc: a@b' }, 'mail-unsubscribe'],
    [{ text: 'Hi' }, { unsubscribeUrl: `https://example.com/${'x'.repeat(900)}` }, 'mail-unsubscribe'],
    [{ text: 'Hi' }, { unsubscribeMailto: 'a@b, c@d' }, 'mail-unsubscribe'],
  ])('%o with %o', async (message, more, code) => {
    expect((await faultOf(compose(message, more as Partial<MailEnvelope>))).code).toBe(code);
  });
});

describe('messageId', () => {
  test('depends on campaign and receiver, and ends in the domain of the sender', () => {
    const one = messageId('c', 'ann', 'Shop <shop@example.com>');
    expect(one).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
    expect(messageId('c', 'ann', 'shop@example.com')).toBe(one);
    expect(messageId('ca', 'nn', 'shop@example.com')).not.toBe(one);
    expect(messageId('c', 'bob', 'shop@example.com')).not.toBe(one);
  });
});
