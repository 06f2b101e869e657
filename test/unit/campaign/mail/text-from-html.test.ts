import { describe, expect, test } from 'vitest';
import { textFromHtml } from '../../../../src/campaign/index.js';
import { elapsed } from './reading.js';

describe('the text of HTML', () => {
  test.each([
    ['paragraphs', '<p>One\n two</p><p>Three</p>', 'One two\n\nThree'],
    ['headings keep their letters', '<h1>Żółć</h1><p>x</p>', 'Żółć\n\nx'],
    ['breaks', 'a<br>b<br/>c', 'a\nb\nc'],
    ['links', '<a href="https://example.com/7?a=1&amp;b=2">Look</a>', 'Look <https://example.com/7?a=1&b=2>'],
    ['links that say where they go', '<a href="https://example.com/">example.com</a>', 'example.com'],
    [
      'addresses',
      '<a href="mailto:a@b.c?subject=x">a@b.c</a> <a href="mailto:a@b.c">us</a>',
      'a@b.c us <a@b.c>',
    ],
    ['telephones', '<a href="tel:+48600">Call</a>', 'Call <+48600>'],
    ['links without words', '<a href="https://example.com/7"><img src="x"></a>', 'https://example.com/7'],
    ['links to nowhere', '<a href="#top">Up</a> <a href="javascript:alert(1)">x</a> <a>y</a>', 'Up x y'],
    ['links of other systems', '<a href="<%asm_url%>">Stop</a>', 'Stop <<%asm_url%>>'],
    ['spaces in links', '<a href="https://example.com/a b">x</a>', 'x <https://example.com/a%20b>'],
    ['alternatives of images', '<img src="a.png" alt="Logo"> <img src="b.png"> <img alt="">!', 'Logo !'],
    [
      'an image in a link',
      '<a href="https://e.com/1"><img src="a.png" alt="Shop"></a>',
      'Shop <https://e.com/1>',
    ],
    ['lists', '<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>', '- a\n- b\n\n 1. c'],
    ['what is not shown', '<title>t</title><style>p{}</style><script>x</script><p hidden>y</p>z', 'z'],
    [
      'hidden blocks',
      '<div style="display: none">a</div><p style="DISPLAY :\tNONE;x:y">b</p><td style="mso-hide:all">c</td>d',
      'd',
    ],
    ['blocks with another style', '<div style="color:red">a</div><div style="top:0">b</div>', 'a\nb'],
    ['Outlook', 'a<!--[if mso]><p>b</p><![endif]-->c', 'ac'],
    ['padding', '<div>&#847;&zwnj;&nbsp;&#8203;&shy;</div><p>x</p>', 'x'],
    ['references', '&lt;b&gt; &amp;amp; &#128512; &nbsp;x', '<b> &amp; 😀 \u00a0x'],
  ])('%s', async (_, html, text) => {
    expect(await textFromHtml(html)).toBe(text);
  });

  test('a table of data has columns', async () => {
    const html =
      '<table><thead><tr><th>Item</th><th>Qty</th><th>Price</th></tr></thead>' +
      '<tbody><tr><td>Tea</td><td>2</td><td>19.00</td></tr><tr><td>Green <b>coffee</b></td><td>10</td><td>7.50</td></tr>' +
      '</tbody></table>';
    expect((await textFromHtml(html)).split('\n').map((one) => one.trimEnd())).toEqual([
      'Item          Qty  Price',
      'Tea           2    19.00',
      'Green coffee  10   7.50',
    ]);
  });

  test('so has one without headings, if it is rows of short words', async () => {
    const html = '<table><tr><td>Total</td><td>26.50</td></tr><tr><td>Tax</td><td>2.00</td></tr></table>';
    expect(await textFromHtml(html)).toBe('Total  26.50\nTax    2.00');
  });

  test('a table that arranges the page does not', async () => {
    const html =
      '<table role="presentation"><tr><td>&nbsp;</td><td><table><tr><td><p>Hi Ann</p></td><td><img src="x" alt="Tea">' +
      '</td></tr></table></td></tr><tr><td>one</td><td>two</td></tr></table>';
    expect(await textFromHtml(html)).toBe('Hi Ann\n\nTea\none\ntwo');
  });

  test('spans that a table has not, hidden cells and rows', async () => {
    const html =
      '<table><tr><th colspan="99999999">a</th><th rowspan="99999999">b</th></tr><tr style="display:none"><td>x</td></tr>' +
      '<tr><td>c</td><td style="display:none">y</td></tr></table>';
    const text = await textFromHtml(html);
    expect(text).not.toMatch(/[xy]/);
    expect(text.length).toBeLessThan(1_000);
  });
});

describe('HTML that nobody would send', () => {
  test('nothing, only tags, half a tag', async () => {
    for (const html of [
      '',
      '<p>',
      '<p',
      '<!--',
      '<!',
      '<',
      '<a href="',
      '</p></p>',
      '<table><tr>',
      '\0\ud800',
    ]) {
      expect((await textFromHtml(html)).length).toBeLessThan(5);
    }
  });

  test('what is beyond a million characters is left out, and so is what is nested too deep', async () => {
    const text = await textFromHtml(`<p>${'word '.repeat(300_000)}</p>`);
    expect(text.length).toBeLessThanOrEqual(1_000_000);
    expect(await textFromHtml(`a${'<div>'.repeat(5_000)}b`)).toMatch(/^a\n…?$/);
    const rows = '<tr><td>x<td>y'.repeat(1_000);
    expect((await textFromHtml(`<table>${rows}</table>`)).split('\n')).toHaveLength(1_000);
  });

  test.each([
    ['open tags', '<b>'],
    ['blocks and ends of others', '<div></p>'],
    ['tables', '<table><tr><td>'],
    ['spans', '<table><tr><th colspan=9999>a<th rowspan=9999>b</table>'],
    ['lists', '<ul><li>'],
    ['links', '<a href="https://e.com/x">y</a> '],
    ['comments', '<!--'],
    ['quotes', '<p a="'],
    ['references', '&amp'],
    ['hidden', '<p style="display:none">x</p>'],
    ['less-than signs', '<'],
  ])('takes time in proportion to its length: %s', async (_, piece) => {
    await textFromHtml(piece.repeat(100));
    const short = await elapsed(() => textFromHtml(piece.repeat(2_000)));
    const long = await elapsed(() => textFromHtml(piece.repeat(20_000)));
    expect(long).toBeLessThan(40 * Math.max(short, 20));
  });
});
