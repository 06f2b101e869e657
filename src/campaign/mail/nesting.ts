import { tagsOf } from './html-tags.js';

/** Elements without an end. */
const empty: ReadonlySet<string> = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
]);
/** What an element ends that stands open before it without an end tag of its own. */
const ends: Readonly<Record<string, readonly string[]>> = {
  p: ['p'],
  li: ['li'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tr: ['td', 'th', 'tr'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  option: ['option'],
};

/**
 * HTML without the tags of elements that are nested deeper than any page is: parsers take the square of the depth
 * for them. What they hold stays.
 *
 * @param most elements within each other; HTML that keeps to it comes back as it is
 */
export function shallow(html: string, most: number): string {
  const open: string[] = [];
  const kept: string[] = [];
  let from = 0;
  for (const { kind, name, start, end } of tagsOf(html)) {
    if (empty.has(name)) continue;
    if (kind === 'start') {
      for (const ended of Object.hasOwn(ends, name) ? (ends[name] ?? []) : [])
        if (open.at(-1) === ended) open.pop();
    }
    const tooDeep = open.length > most || (kind === 'start' && open.length === most);
    if (kind === 'start') open.push(name);
    else if (open.at(-1) === name) open.pop();
    else if (!tooDeep && open.includes(name)) open.length = open.lastIndexOf(name);
    if (!tooDeep) continue;
    kept.push(html.slice(from, start));
    from = end;
  }
  return kept.length === 0 ? html : kept.join('') + html.slice(from);
}
