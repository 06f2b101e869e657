import fc from 'fast-check';
import { parseFragment } from 'parse5';
import PostalMime from 'postal-mime';
import { expect } from 'vitest';
import {
  composeMail,
  inlineCss,
  type MailEnvelope,
  MailError,
  messageId,
  textFromHtml,
  withPreheader,
} from '../../src/campaign/index.js';
import type { Message } from '../../src/message.js';

/** What has a meaning somewhere on the way of a mail. */
const pieces = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\t',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u000b',
    '\u001b',
    '\u007f',
    '\r\n.\r\n',
    ' ',
    '  ',
  ],
  ...[
    '=?utf-8?Q?=0D=0A?=',
    '=?',
    '?=',
    '=?UTF-8?B?8J+OiQ==?=',
    '=0D=0A',
    '=\r\n',
    'From ',
    '--',
    '--=_',
    ':',
    ';',
    ',',
  ],
  ...['\ud800', '\udc00', '🎉', '👨‍👩‍👧', '\u202e', '\u200b', '\ufeff', 'ż', '漢字', 'é', '\u00a0', '\ufffd'],
  ...[
    '<a@b.c>',
    '"',
    '\\',
    '(',
    ')',
    '<',
    '>',
    '@',
    '[',
    ']',
    'Bcc: eve@example.com',
    'a@b, c@d',
    '\\"',
    '</p>',
    '&amp;',
  ],
  ...['x'.repeat(80), 'x'.repeat(1_100), 'ż'.repeat(600), 'word '.repeat(40), '.', 'a', '1', '_', '?', '='],
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

const line = (text: string): string =>
  Buffer.from(text)
    .toString()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they end lines
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
    .replaceAll('\ufeff', '\u2060')
    .trim();
const body = (text: string): string =>
  Buffer.from(text)
    .toString()
    .replace(/^\ufeff+/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd');
/** Line breaks as they are elsewhere; without those that a part's end may take away or add. */
const trimmed = (text: string | undefined): string | undefined =>
  text?.replaceAll('\r\n', '\n').replace(/\n+$/, '');

const envelope = {
  from: 'Shop <shop@example.com>',
  date: new Date('2025-06-25T00:00:00Z'),
  messageId: messageId('c', 'r', 'shop@example.com'),
};

interface Given {
  readonly subject: string;
  readonly name: string;
  readonly header: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
}

const given: fc.Arbitrary<Given> = fc.record({
  subject: hostile.map((text) => text.slice(0, 1_900)),
  name: hostile,
  header: hostile.map((text) => text.slice(0, 1_900)),
  text: fc.option(hostile, { nil: undefined }),
  html: fc.option(hostile, { nil: undefined }),
});

/** That another program reads from the mail what the message says, whatever that is. */
export const mailsAreReadAsMeant = (runs: number) =>
  fc.assert(
    fc.asyncProperty(given, async ({ subject, name, header, text, html }) => {
      fc.pre((text ?? '').trim() !== '' || (html ?? '').trim() !== '');
      const message: Message = {
        subject,
        ...(text !== undefined && { text }),
        ...(html !== undefined && { html }),
      };
      const full: MailEnvelope = {
        ...envelope,
        to: { address: 'ann@example.com', name },
        headers: { 'X-Note': header },
        text: false,
      };
      const octets = await composeMail(message, full);
      expect(Buffer.from(await composeMail(message, full)).equals(octets)).toBe(true);
      const source = Buffer.from(octets).toString('latin1');
      expect(/^[\t\r\n -~]*$/.test(source)).toBe(true);
      expect(/\r(?!\n)|(?<!\r)\n/.test(source)).toBe(false);
      expect(Math.max(...source.split('\r\n').map((one) => one.length))).toBeLessThanOrEqual(998);
      const mail = await PostalMime.parse(octets);
      expect(mail.subject ?? '').toBe(line(subject));
      expect(mail.headers.find(({ key }) => key === 'x-note')?.value === undefined).toBe(line(header) === '');
      expect(mail.from).toEqual({ name: 'Shop', address: 'shop@example.com' });
      expect(mail.to).toHaveLength(1);
      expect(mail.to?.[0]?.address).toBe('ann@example.com');
      expect(mail.cc).toBeUndefined();
      expect(mail.bcc).toBeUndefined();
      expect(mail.attachments).toEqual([]);
      expect(mail.headers.map(({ key }) => key).sort()).toEqual(
        expectedHeaders(message, line(header), octets),
      );
      expect(trimmed(mail.text) ?? '').toBe((text ?? '').trim() === '' ? '' : trimmed(body(text ?? '')));
      if ((html ?? '').trim() !== '') expect(trimmed(mail.html)).toBe(trimmed(body(html ?? '')));
      const shown = mail.to?.[0]?.name ?? '';
      if (line(name).length <= 120) expect(shown).toBe(line(name).replaceAll('=?', '=\u2060?'));
    }),
    { numRuns: runs },
  );

function expectedHeaders(message: Message, header: string, octets: Uint8Array): string[] {
  const single = !Buffer.from(octets).includes('multipart/alternative');
  return [
    ...(line(message.subject ?? '') === '' ? [] : ['subject']),
    ...(header === '' ? [] : ['x-note']),
    ...['from', 'to', 'message-id', 'date', 'mime-version', 'content-type'],
    ...(single ? ['content-transfer-encoding'] : []),
  ].sort();
}

/** That no text passes for an address unless it is one, with nothing around it. */
export const addressesAreSingle = (runs: number) =>
  fc.assert(
    fc.asyncProperty(hostile, hostile, async (before, after) => {
      const address = `${before}ann@example.com${after}`;
      let mail: Uint8Array;
      try {
        mail = await composeMail({ text: 'Hi' }, { ...envelope, to: { address } });
      } catch (error) {
        expect(error).toMatchObject({ diagnostic: { code: 'mail-address' } });
        return;
      }
      const { to, bcc, cc } = await PostalMime.parse(mail);
      expect(to).toEqual([{ name: '', address: expect.stringMatching(/^[!-~]+@[-.A-Za-z0-9]+$/) }]);
      expect([bcc, cc]).toEqual([undefined, undefined]);
    }),
    { numRuns: runs },
  );

const style = '<style>p,td{color:red;width:9px}.a{top:0}@media x{p{top:1px}}</style>';
const whole = [
  ...[
    '<p>a</p>',
    '<div class=a><p STYLE="margin:0" >x</p></div>',
    "<table><tr><td style='x:y' width=7>z</table>",
  ],
  ...[
    '<!--[if mso]><p>y</p><![endif]-->',
    'text &amp; ',
    '<br/>',
    '<img src="a">',
    '<p style=" ">',
    '{{ x }}',
    style,
  ],
];
const halves = [
  ...[
    '<p>',
    '</p>',
    '<td ',
    '<table>',
    '<tr>',
    '<style>',
    '</style>',
    'p{color:red}',
    'style="',
    'style=\'a:"b"\'',
    '"',
  ],
  ...[
    "'",
    '>',
    '<',
    '=',
    '/',
    '<!--',
    '-->',
    '<![if',
    '{{',
    '}}',
    '<%',
    '%>',
    '\0',
    '\ud800',
    '<a href="https://e.c">',
  ],
  ...[
    '<script>',
    '</script>',
    '<title>',
    '<svg>',
    '<body>',
    '<head>',
    '/*',
    '*/',
    '}',
    '{',
    ';',
    'style=x:y',
    ':',
    ' ',
  ],
];
const htmlOf = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join(''));

/** That another parser finds the same tree of elements, attributes and texts, but for what styles become. */
export const inliningChangesStylesAlone = (runs: number) =>
  fc.assert(
    fc.asyncProperty(htmlOf(whole), async (html) => {
      expect(treeOf(await inlineCss(html))).toEqual(treeOf(html));
    }),
    { numRuns: runs },
  );

/** That broken HTML breaks nothing. */
export const brokenHtmlBreaksNothing = (runs: number) =>
  fc.assert(
    fc.asyncProperty(htmlOf([...halves, ...whole]), async (html) => {
      expect(typeof (await textFromHtml(html))).toBe('string');
      expect(withPreheader(html, 'Look')).toContain('Look');
      const inlined = await inlineCss(html).catch((error: unknown) => error);
      expect(typeof inlined === 'string' || inlined instanceof MailError).toBe(true);
    }),
    { numRuns: runs },
  );

const fromRules: ReadonlySet<string> = new Set(['style', 'width']);

function treeOf(html: string): unknown {
  const read = (node: unknown): unknown => {
    const { nodeName, attrs, childNodes, value, data } = node as {
      readonly nodeName: string;
      readonly attrs?: readonly { readonly name: string; readonly value: string }[];
      readonly childNodes?: readonly unknown[];
      readonly value?: string;
      readonly data?: string;
    };
    const kept = attrs
      ?.filter(({ name }) => !fromRules.has(name))
      .map(({ name, value }) => `${name}=${value}`);
    return [nodeName, kept, value ?? data, childNodes?.map(read)];
  };
  return read(parseFragment(html.replace(/<style>.*?<\/style>/gs, '')));
}
