/** A node of the tree that html-to-text hands to its formatters, as far as they are read here. */
export interface HtmlNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Record<string, string>;
  children?: HtmlNode[];
}

/** Whether mail programs show nothing of an element, by its own attributes. */
export function isHiddenNode({ attribs }: HtmlNode): boolean {
  if (attribs === undefined) return false;
  return (
    attribs.hidden !== undefined || /(?:display\s*:\s*none|mso-hide\s*:\s*all)/i.test(attribs.style ?? '')
  );
}

export const attributeOf = ({ attribs }: HtmlNode, name: string): string => attribs?.[name] ?? '';

export const isElement = (node: HtmlNode, ...names: readonly string[]): boolean =>
  node.type === 'tag' && names.includes(node.name ?? '');
