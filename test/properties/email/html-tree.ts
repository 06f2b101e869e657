import { type DefaultTreeAdapterTypes, parse, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** An attribute as a browser has it. */
export interface Attribute {
  readonly element: string;
  readonly name: string;
  readonly value: string;
}

/** What an independent reader of HTML makes of a message. */
export interface HtmlTree {
  /** Elements with the names of their attributes, and comments, one a line; texts are left out. */
  readonly outline: readonly string[];
  readonly attributes: readonly Attribute[];
}

/** A message as parse5 reads it; what comments for Outlook hold is read, too. */
export function readHtml(html: string): HtmlTree {
  const outline: string[] = [];
  const attributes: Attribute[] = [];
  const visit = (nodes: readonly Node[], depth: number): void => {
    for (const node of nodes) {
      if (node.nodeName === '#comment' && 'data' in node) comment(node.data, depth);
      else if (node.nodeName === '#documentType') outline.push('doctype');
      else if ('tagName' in node) {
        // The links that urlize makes come and go with the data; an author's own are marked.
        const made = node.tagName === 'a' && isMade(node.attrs);
        if (!made) outline.push(`${' '.repeat(depth)}${node.tagName} ${node.attrs.map(nameOf).join(' ')}`);
        for (const one of made ? [] : node.attrs) {
          attributes.push({ element: node.tagName, name: nameOf(one), value: one.value });
        }
        visit(node.childNodes, made ? depth : depth + 1);
      }
    }
  };
  const comment = (data: string, depth: number): void => {
    const inner = /^\s*\[if[^\]]*\]>(?!<!$)([\s\S]*)<!\[endif\]$/.exec(data)?.[1];
    outline.push(`${' '.repeat(depth)}comment${inner === undefined ? '' : ' for Outlook'}`);
    if (inner !== undefined) visit(parseFragment(inner).childNodes, depth + 1);
  };
  visit(parse(html).childNodes, 0);
  return { outline, attributes };
}

const isMade = (attributes: readonly { name: string; value: string }[]): boolean =>
  attributes.every(({ name }) => name !== 'data-own') &&
  attributes.some(
    ({ name, value }) => value === 'nofollow' || (name === 'href' && value.startsWith('mailto:')),
  );

const nameOf = ({ prefix, name }: { prefix?: string; name: string }): string =>
  prefix ? `${prefix}:${name}` : name;
