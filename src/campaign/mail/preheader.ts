import { unescapeHtml } from '../../language/filters/unescape-html.js';
import { escapeHtml } from '../../values/escape-html.js';
import { oneLine } from './header-text.js';
import { type HtmlTag, tagsOf } from './html-tags.js';

/** What mail programs show behind the subject, in characters; what the preheader leaves free is filled up. */
const shownLength = 120;
/** A combining mark without looks, a joiner and a space: programs neither show nor merge them. */
const filler = '&#847;&zwnj;&nbsp;';

const style =
  'display:none;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;color:transparent';

/**
 * The HTML with its preheader: a hidden block at the start of the body, whose text mail programs show behind the
 * subject. Behind it stands enough that shows nothing, so that they do not go on with the body. HTML that begins
 * with a hidden block of that text is left as it is.
 *
 * @param preheader text, not HTML
 */
export function withPreheader(html: string, preheader: string): string {
  const text = collapse(oneLine(preheader));
  if (text === '' || isPrinted(html, text)) return html;
  const fill = filler.repeat(Math.max(0, shownLength - [...text].length));
  const block = `<div style="${style}">${escapeHtml(text)}${fill}</div>`;
  const at = bodyStart(html);
  return html.slice(0, at) + block + html.slice(at);
}

/** Where the body's content begins: a block before the head or the doctype would end them. */
function bodyStart(html: string): number {
  let at = /^\s*<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0;
  for (const { kind, name, end } of tagsOf(html)) {
    if (kind === 'end') continue;
    if (name === 'body') return end;
    if (name === 'html') at = end;
    else if (name === 'head') at = headEnd(html, end);
    else if (!inHead.has(name)) break;
  }
  return at;
}

const inHead: ReadonlySet<string> = new Set(['meta', 'title', 'link', 'style', 'base', 'script', 'noscript']);

function headEnd(html: string, from: number): number {
  const end = /<\/head\s*>/gi;
  end.lastIndex = from;
  return end.exec(html) === null ? from : end.lastIndex;
}

/** Whether a hidden block near the start of the body holds that text. */
function isPrinted(html: string, text: string): boolean {
  let seen = 0;
  for (const tag of tagsOf(html)) {
    if (tag.kind === 'end') continue;
    if (inHead.has(tag.name) || tag.name === 'html' || tag.name === 'head' || tag.name === 'body') continue;
    if (++seen > 20) return false;
    if (isHidden(html, tag) && contentOf(html, tag, text.length).startsWith(text)) return true;
  }
  return false;
}

const isHidden = (html: string, { start, end }: HtmlTag): boolean =>
  /display\s*:\s*none|preheader|preview|\shidden(?=[\s=>])/i.test(html.slice(start, end));

/** The text behind a tag up to the next one, as it is read. */
function contentOf(html: string, { end }: HtmlTag, length: number): string {
  // A reference such as &NotNestedGreaterGreater; is longer than what it stands for.
  const window = html.slice(end, end + 12 * length + 1_000);
  const next = window.indexOf('<');
  return collapse(unescapeHtml(next < 0 ? window : window.slice(0, next)));
}

const collapse = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();
