import { type HtmlTag, tagsOf } from './html-tags.js';
import { mailError } from './mail-error.js';
import { shallow } from './nesting.js';
import { attributesOf, type TagAttribute } from './tag-attributes.js';

/** In UTF-16 units; tags; and elements within each other: juice takes the square of these. */
const longest = 1_000_000;
const mostTags = 20_000;
const deepest = 250;

/** Tells each element apart in what juice makes of it. */
const marker = 'data-snippetry-element';
/** What juice sets from rules besides the style, for programs that read nothing else. */
const setByJuice: ReadonlySet<string> = new Set([
  ...['style', 'width', 'height', 'bgcolor', 'background', 'align', 'valign'],
]);

/**
 * Moves the rules of `<style>` elements into style attributes, for mail programs that read no `<style>`. Rules of
 * media queries, font faces, key frames and pseudo-classes stay where they are. Nothing is fetched: a `<link>`
 * stays a link. Everything besides these attributes and the `<style>` elements keeps every character: Outlook's
 * comments, other systems' tags, white space.
 *
 * @throws {MailError} where juice is not installed, or the HTML is larger or deeper than any mail
 */
export async function inlineCss(html: string): Promise<string> {
  const tags = [...tagsOf(html)];
  if (!tags.some(({ kind, name }) => kind === 'start' && name === 'style')) return html;
  const juice = await load();
  if (html.length > longest || tags.length > mostTags) throw mailError('mail-css', { fault: 'too-long' });
  if (shallow(html, deepest) !== html) throw mailError('mail-css', { fault: 'too-deep' });
  const inlined = run(juice, marked(html, tags));
  const changes = changesOf(inlined);
  let result = '';
  let from = 0;
  for (const [index, tag] of tags.entries()) {
    if (tag.kind === 'end' || tag.start < from) continue;
    const change = changes.get(String(index));
    const next = tags[index + 1];
    if (tag.name === 'style' && next?.kind === 'end' && next.name === 'style') {
      result += html.slice(from, tag.start);
      if (change !== undefined)
        result += html.slice(tag.start, tag.end) + change.content + html.slice(next.start, next.end);
      from = next.end;
    } else if (change !== undefined) {
      result += html.slice(from, tag.start) + withAttributes(html, tag, change.attributes);
      from = tag.end;
    }
  }
  return result + html.slice(from);
}

/** The HTML with a number in each of its start tags. */
function marked(html: string, tags: readonly HtmlTag[]): string {
  let copy = '';
  let from = 0;
  for (const [index, { kind, name, start, end }] of tags.entries()) {
    if (kind === 'end') continue;
    const behindName = start + 1 + name.length;
    copy += `${html.slice(from, behindName)} ${marker}="${index}"`;
    from = behindName;
    for (const { name: attribute, start, end: attributeEnd, value } of attributesOf(html, behindName, end)) {
      // Where it declares nothing, juice would throw.
      if (attribute !== 'style' || /^[^{}:;/]+:[^{}:;/]/.test(value.trim())) continue;
      copy += html.slice(from, start);
      from = attributeEnd;
    }
  }
  return copy + html.slice(from);
}

function run(juice: Awaited<ReturnType<typeof load>>, html: string): string {
  // It would take what stands between {{ and }} for a template's, in what a person's data holds too, and in
  // the square of its length. Nothing else runs between here and the end of the call.
  const { codeBlocks } = juice;
  const kept = Object.entries(codeBlocks);
  for (const [name] of kept) delete codeBlocks[name];
  try {
    return juice(html, {
      preserveMediaQueries: true,
      preserveFontFaces: true,
      preserveKeyFrames: true,
      preservePseudos: true,
    });
  } catch {
    throw mailError('mail-css', { fault: 'unreadable' });
  } finally {
    Object.assign(codeBlocks, Object.fromEntries(kept));
  }
}

interface Change {
  readonly attributes: readonly TagAttribute[];
  /** Of a `<style>` element: what is left of it. */
  readonly content: string;
}

/** What juice made of each element, by its number. */
function changesOf(inlined: string): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  const tags = [...tagsOf(inlined)];
  for (const [index, { kind, name, start, end }] of tags.entries()) {
    if (kind === 'end') continue;
    const attributes = attributesOf(inlined, start + 1 + name.length, end);
    const number = attributes.find((one) => one.name === marker)?.value;
    const content = name === 'style' ? inlined.slice(end, tags[index + 1]?.start ?? end) : '';
    if (number !== undefined) changes.set(number, { attributes, content });
  }
  return changes;
}

/** A start tag with what juice changed in it or added to it. */
function withAttributes(
  html: string,
  { name, start, end }: HtmlTag,
  attributes: readonly TagAttribute[],
): string {
  const behindName = start + 1 + name.length;
  const own = new Map(attributesOf(html, behindName, end).map((one) => [one.name, one] as const));
  let tag = html.slice(start, end);
  let added = '';
  // From the last one on, so that the places of those before it stay right.
  const wanted = attributes.filter((one) => setByJuice.has(one.name));
  for (const { name: attribute, value } of wanted.sort(
    (a, b) => (own.get(b.name)?.start ?? 0) - (own.get(a.name)?.start ?? 0),
  )) {
    const before = own.get(attribute);
    const text = `${attribute}="${value}"`;
    if (before === undefined) added += ` ${text}`;
    else if (before.value.replaceAll('"', '&quot;') !== value) {
      tag = tag.slice(0, before.start - start) + text + tag.slice(before.end - start);
    }
  }
  const behind = name.length + 1;
  return added === '' ? tag : tag.slice(0, behind) + added + tag.slice(behind);
}

async function load() {
  try {
    return (await import('juice/client.js')).default;
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).endsWith('MODULE_NOT_FOUND')) throw error;
    throw mailError('mail-package-missing', { name: 'juice', option: 'inlineCss' });
  }
}
