import type { HtmlToTextOptions } from 'html-to-text';
import { isDataTable } from './data-table.js';
import { attributeOf, type HtmlNode, isHiddenNode } from './html-nodes.js';
import { shallow } from './nesting.js';

/** In UTF-16 units; what comes behind is left out. Gmail shows a tenth of it. */
const longestHtml = 1_000_000;
/** Elements in elements; what stands deeper is left out. */
const deepest = 200;

type Formatter = NonNullable<HtmlToTextOptions['formatters']>[string];

let converter: Promise<(html: string) => string> | undefined;

/**
 * The text part that says what the HTML says, for readers without HTML.
 *
 * Links stand as `words <https://…>`, images as their alt text, tables of data in columns and those of the
 * layout cell by cell. What is hidden (a preheader, say), styles and scripts are left out. Lines are not
 * wrapped: the mail's encoding does that, and each program shows them as wide as it is. Of HTML beyond a
 * million characters, and of elements nested deeper than 200, the rest is left out.
 *
 * @example await textFromHtml('<p>See <a href="https://example.com/7">your order</a></p>')
 * // 'See your order <https://example.com/7>'
 */
export async function textFromHtml(html: string): Promise<string> {
  converter ??= import('html-to-text').then(({ compile }) => compile(options));
  const convert = await converter;
  return tidy(convert(shallow(html.length > longestHtml ? cut(html) : html, 2 * deepest)));
}

const cut = (html: string): string => {
  const whole = html.lastIndexOf('>', longestHtml);
  return html.slice(0, whole < 0 ? longestHtml : whole + 1);
};

/** Padding that keeps mail programs from showing the body behind a preheader. */
const showsNothing = /^(?:\s|\u00ad|\u034f|[\u200b-\u200f]|\u2060|\ufeff)*$/;

/** Without spaces at the ends of lines, padding, and more than one empty line in a row. */
const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => (showsNothing.test(line) ? '' : line.trimEnd()))
    .filter((line, index, lines) => line !== '' || (index > 0 && lines[index - 1] !== ''))
    .join('\n')
    .trimEnd();

/** Those of other systems' tags too, which they put their own links in. */
const linkStart = /^(?:https?:|mailto:|tel:|sms:|<%|\{\{|\*\||%%)/i;

const anchor: Formatter = (elem, walk, builder) => {
  const href = attributeOf(elem as HtmlNode, 'href').trim();
  if (!linkStart.test(href)) {
    walk(elem.children, builder);
    return;
  }
  let words = '';
  builder.pushWordTransform((word: string) => {
    words += word;
    return word;
  });
  walk(elem.children, builder);
  builder.popWordTransform();
  const shown = href
    .replace(/^(?:mailto|tel|sms):([^?]*).*$/is, '$1')
    .replace(/[\s<>]+/g, (found) => (/^</.test(href) ? found : encodeURIComponent(found)));
  if (words.replace(/\/$/, '') === shown.replace(/^https?:\/\//i, '').replace(/\/$/, '') || words === shown)
    return;
  builder.addInline(words === '' ? shown : ` <${shown}>`, { noWordTransform: true });
};

const image: Formatter = (elem, _walk, builder) => {
  const alt = attributeOf(elem as HtmlNode, 'alt').trim();
  if (alt !== '') builder.addInline(alt);
};

const table: Formatter = (elem, walk, builder, formatOptions) => {
  const isData = isDataTable(elem as HtmlNode);
  const options = isData ? { ...formatOptions, leadingLineBreaks: 2, trailingLineBreaks: 2 } : formatOptions;
  builder.options.formatters?.[isData ? 'dataTable' : 'block']?.(elem, walk, builder, options);
};

/** Elements with a style or the attribute hidden: nothing where they are not shown, else what their name asks for. */
const styled: Formatter = (elem, walk, builder) => {
  const node = elem as HtmlNode;
  if (isHiddenNode(node)) return;
  delete node.attribs?.style;
  const { picker, options } = builder as unknown as Internals;
  const { format, options: formatOptions } = picker.pick1(node);
  options.formatters[format]?.(elem, walk, builder, formatOptions ?? {});
};

/** How html-to-text itself comes from an element to its formatter. */
interface Internals {
  readonly picker: {
    pick1(node: HtmlNode): { readonly format: string; readonly options?: Parameters<Formatter>[3] };
  };
  readonly options: { readonly formatters: Readonly<Record<string, Formatter>> };
}

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const heading = { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 };

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: 2 * longestHtml, maxDepth: deepest, ellipsis: '…' },
  formatters: { anchor, image, messageTable: table, styled },
  selectors: [
    { selector: 'a', format: 'anchor' },
    { selector: 'img', format: 'image' },
    {
      selector: 'table',
      format: 'messageTable',
      options: { ...line, uppercaseHeaderCells: false, colSpacing: 2, maxColumnWidth: 60 },
    },
    ...['tr', 'td', 'th', 'caption'].map((selector) => ({ selector, format: 'block', options: line })),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: heading })),
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'hr', options: { length: 20 } },
    ...['title', 'head', 'template', 'noscript', 'object', 'svg', 'select', 'textarea', 'button'].map(
      (selector) => ({ selector, format: 'skip' }),
    ),
    { selector: '[style]', format: 'styled' },
    { selector: '[hidden]', format: 'skip' },
  ],
};
