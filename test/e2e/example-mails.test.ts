import path from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { messageRenderings } from '../../examples/messages/renderings.js';
import config from '../../examples/messages/snippetry.config.js';
import { composeMail, messageId, withPreheader } from '../../src/campaign/index.js';
import { Engine } from '../../src/index.js';
import { filesSource } from '../../src/sources/files/files-source.js';
import { htmlText } from '../support/html-tree.js';
import { repository } from './command.js';

const now = '2025-06-25T09:00:00Z';
const folder = path.join(repository, 'examples/messages');
const { source } = await filesSource(path.join(folder, 'data'), { now });
const { data: _, catalogues: __, ...options } = config;
const engine = new Engine({ ...options, ...(source && { source }), templates: folder });

const mailed = messageRenderings.filter(({ template }) => template.endsWith('.html'));

/** As a mail holds it: no half characters, its lines parted alike. */
const sent = (text = ''): string => Buffer.from(text).toString().replace(/\r\n?/g, '\n').trimEnd();

describe.each(mailed)('$expected as a mail', ({ template, options: [flag, id = ''], contact, expected }) => {
  test('is read back by another program as it was written', async () => {
    const message = await engine.loadMessage(template);
    const result = await message.render({ receiver: contact, now, ...(flag === '--deal' && { deal: id }) });
    if (result.outcome !== 'rendered') throw new Error(result.reason);
    const { subject, preheader = '', html = '', text } = result.message;
    const { unsubscribeUrl = '' } = result;
    const mail = await PostalMime.parse(
      await composeMail(result.message, {
        from: 'Example Shop <shop@example.com>',
        to: { address: 'reader@example.com', name: contact },
        date: new Date(now),
        messageId: messageId(template, expected, 'shop@example.com'),
        unsubscribeUrl,
      }),
    );
    const header = (key: string) => mail.headers.filter((one) => one.key === key).map(({ value }) => value);
    // A header has no byte order mark; what it stands for within a text is a word joiner.
    expect(mail.subject).toBe(sent(subject).replaceAll('\ufeff', '\u2060'));
    expect(mail.to).toEqual([{ address: 'reader@example.com', name: contact }]);
    expect(sent(mail.text)).toBe(sent(text));
    expect(sent(mail.html)).toBe(sent(withPreheader(html, preheader)));
    // Once, and there hard spaces are spaces.
    expect(htmlText(mail.html ?? '').split(sent(preheader).replace(/\s+/g, ' '))).toHaveLength(2);
    expect(header('bcc')).toEqual([]);
    expect(header('list-unsubscribe')).toEqual([`<${unsubscribeUrl}>`]);
    expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(unsubscribeUrl).toMatch(/^https:\/\/shop\.example\.com\/unsubscribe\?contact=\d+$/);
    expect(html).toContain(`href="${unsubscribeUrl}"`);
  });
});
