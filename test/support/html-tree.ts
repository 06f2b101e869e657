import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What a page shows as text, as an independent parser reads it: of what its body holds. */
export function htmlText(html: string): string {
  let text = '';
  each(html, (node) => {
    if ('value' in node && node.nodeName === '#text') text += node.value;
  });
  return text;
}

/** The elements of a page with the names of their attributes, in order: `a class href style`. */
export function htmlSkeleton(html: string): readonly string[] {
  const found: string[] = [];
  each(html, (node) => {
    if ('tagName' in node) {
      found.push([node.tagName, ...node.attrs.map(({ name }) => name)].join(' '));
    }
  });
  return found;
}

/** Where a page leads and what it fetches: the values of `href` and `src`. */
export function htmlLinks(html: string): readonly string[] {
  const found: string[] = [];
  each(html, (node) => {
    if (!('attrs' in node)) return;
    for (const { name, value } of node.attrs) if (name === 'href' || name === 'src') found.push(value);
  });
  return found;
}

function each(html: string, visit: (node: Node) => void): void {
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      visit(node);
      if ('childNodes' in node) walk(node.childNodes);
    }
  };
  walk(parse(html).childNodes);
}
