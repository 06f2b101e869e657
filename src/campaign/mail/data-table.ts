import { attributeOf, type HtmlNode, isElement, isHiddenNode } from './html-nodes.js';

/** Cells, their spans counted, beyond which a table is read as one for layout. */
const mostCells = 5_000;
/** A cell of a table without headings that has more text than this is a column of a layout. */
const longestCell = 60;

const blocks: ReadonlySet<string> = new Set([
  ...['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote', 'hr', 'pre', 'img', 'a'],
]);

/**
 * Whether a table holds data, whose columns are set out in the text, or only arranges the page, as most tables
 * of e-mails do. Data has headings, or else rows of as many short cells each; a table in a table has neither.
 * Spans are cut to what the table has, since a cell may claim a million columns.
 *
 * Each node is looked at once: by the table that it stands in.
 */
export function isDataTable(table: HtmlNode): boolean {
  if (/^(?:presentation|none)$/i.test(attributeOf(table, 'role'))) return false;
  const rows = rowsOf(table);
  const widths = new Set<number>();
  let headed = false;
  let plain = true;
  let cells = 0;
  for (const row of rows) {
    row.children = (row.children ?? []).filter((cell) => !isHiddenNode(cell));
    let width = 0;
    for (const cell of row.children) {
      if (!isElement(cell, 'td', 'th')) continue;
      headed ||= cell.name === 'th';
      const columns = span(cell, 'colspan', 50);
      width += columns;
      cells += columns * span(cell, 'rowspan', rows.length);
      const kind = contentKind(cell);
      if (kind === 'table' || cells > mostCells) return false;
      plain &&= kind === 'words';
    }
    widths.add(width);
  }
  if (Math.max(0, ...widths) < 2) return false;
  return headed || (plain && widths.size === 1);
}

function rowsOf(table: HtmlNode): HtmlNode[] {
  const visible = (node: HtmlNode) =>
    (node.children ?? []).filter((child) => child.type === 'tag' && !isHiddenNode(child));
  table.children = (table.children ?? []).filter((child) => !isHiddenNode(child));
  return visible(table).flatMap((child) => {
    if (isElement(child, 'tr')) return [child];
    if (!isElement(child, 'thead', 'tbody', 'tfoot')) return [];
    child.children = (child.children ?? []).filter((row) => !isHiddenNode(row));
    return visible(child).filter((row) => isElement(row, 'tr'));
  });
}

function span(cell: HtmlNode, name: string, most: number): number {
  const given = Number.parseInt(attributeOf(cell, name), 10);
  const columns = given >= 1 ? Math.min(given, most) : 1;
  if (cell.attribs !== undefined && cell.attribs[name] !== undefined) cell.attribs[name] = String(columns);
  return columns;
}

/** What a cell holds; the search ends at the first table, which looks into itself. */
function contentKind(cell: HtmlNode): 'words' | 'blocks' | 'table' {
  let length = 0;
  let kind: 'words' | 'blocks' = 'words';
  const open = [...(cell.children ?? [])];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'text') length += (node.data ?? '').trim().length;
    if (node.type !== 'tag') continue;
    if (node.name === 'table') return 'table';
    if (blocks.has(node.name ?? '')) kind = 'blocks';
    for (const child of node.children ?? []) open.push(child);
  }
  return length > longestCell ? 'blocks' : kind;
}
