import { tagsOf } from './html-tags.js';

/** Elements without an end. */
const empty: ReadonlySet<string> = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
]);
/** Elements that another of their name ends. */
const single: ReadonlySet<string> = new Set(['p', 'li', 'tr', 'td', 'th', 'dt', 'dd', 'option']);

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
    if (kind === 'start' && single.has(name) && open.at(-1) === name) open.pop();
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
