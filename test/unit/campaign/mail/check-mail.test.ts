import { expect, test } from 'vitest';
import { checkMail } from '../../../../src/campaign/index.js';
import { SourceText } from '../../../../src/diagnostics/source-text.js';

const where = { source: new SourceText('order.html', ''), range: { start: 0, end: 0 } };
const codes = (message: Parameters<typeof checkMail>[0]) =>
  checkMail(message, where).map(({ code, severity }) => `${severity} ${code}`);

test('HTML that Gmail would clip is warned of, in octets', () => {
  expect(codes({ subject: 's', html: 'x'.repeat(102 * 1024) })).toEqual([]);
  expect(codes({ subject: 's', html: 'x'.repeat(102 * 1024 + 1) })).toEqual(['warning mail-clipped']);
  expect(codes({ subject: 's', html: 'ż'.repeat(60 * 1024) })).toEqual(['warning mail-clipped']);
});

test('so is a subject that prints nothing', () => {
  expect(codes({ subject: ' \r\n', text: 'Hi' })).toEqual(['warning mail-without-subject']);
});
