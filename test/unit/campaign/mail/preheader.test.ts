import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { textFromHtml, withPreheader } from '../../../../src/campaign/index.js';

/** Where the block stands: what is before it, and what is behind. */
const around = (html: string): readonly string[] =>
  withPreheader(html, 'Look').split(/<div style="display:none[^>]*>Look(?:&#847;&zwnj;&nbsp;)+<\/div>/);

describe('the preheader stands first in the body', () => {
  test.each([
    ['<!doctype html><html><head><title>t</title></head><body bgcolor="a>b">', '<p>x</p></body></html>'],
    ['<!DOCTYPE html>\n<html>\n<head><style>a > b {}</style></head>', '\n<p>x</p>'],
    ['<html>', '<p>x</p>'],
    ['<!doctype html>', '<p>x</p>'],
    ['', '<p>x</p>'],
    ['', 'x'],
    ['<!--[if mso]><body><![endif]--><body>', 'x'],
    ['<head><script>"<body>"</script></head><BODY\nclass=x>', 'x'],
  ])('%j', (before, behind) => {
    expect(around(before + behind)).toEqual([before, behind]);
  });

  test('HTML that never ends where it should gets it all the same', () => {
    for (const html of ['<p', '<!-- x', '<style>x', '<p a="x', '<']) {
      expect(withPreheader(html, 'Look')).toContain('>Look&#847;');
    }
  });
});

describe('as text', () => {
  test('whatever it holds', () => {
    const html = withPreheader('<p>x</p>', '</div><script>alert(1)</script>\r\n"&amp;\0');
    expect(html).toContain('>&lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;amp;&#847;');
    expect(
      JSON.stringify(parse(html), (key, value) => (key === 'parentNode' ? undefined : value)),
    ).not.toContain('"nodeName":"script"');
  });

  test('a long one needs no padding, and a blank one no block', () => {
    expect(withPreheader('', 'x'.repeat(200))).not.toContain('&zwnj;');
    expect(withPreheader('<p>x</p>', ' \n')).toBe('<p>x</p>');
  });
});

describe('HTML that has it already', () => {
  test.each([
    '<body><div style="display: none">Ann&#x27;s &amp; mine &nbsp; more</div>',
    '<body><span class="preheader">\n Ann\'s\n&amp; mine</span>',
    '<p hidden>Ann&#39;s &amp; mine</p>',
  ])('is left as it is: %j', (html) => {
    expect(withPreheader(html, "Ann's & mine")).toBe(html);
  });

  test('but not where a reader sees it', () => {
    expect(withPreheader('<p>Look</p>', 'Look')).toContain('display:none');
  });
});

test('a text that is made of the HTML does not hold it', async () => {
  expect(await textFromHtml(withPreheader('<p>x</p>', 'Look'))).toBe('x');
});
