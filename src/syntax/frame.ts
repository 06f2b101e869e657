import type { Edit } from '../diagnostics/diagnostic.js';
import type { Range } from '../diagnostics/source-text.js';
import type { Branch, Broken, Header, Node, Tag } from './ast.js';
import type { Item, Reading } from './readings.js';
import type { Markup } from './split.js';
import type { TagSyntax } from './tag-syntax.js';

/** A part of a block while it is being filled. */
export interface OpenBranch {
  readonly name: string;
  readonly open: Range;
  /** Undefined where it could not be read. */
  readonly header: Header | undefined;
  readonly body: Node[];
  /** Fixes of `{% assign %}` in this part, which close their `with` where the part ends. */
  readonly assignments: Edit[][];
}

/** A block that waits for its end. */
export interface Frame {
  readonly reading: Reading;
  /** Undefined for a tag that nobody knows. */
  readonly syntax: TagSyntax | undefined;
  readonly end: string;
  readonly branches: [OpenBranch, ...OpenBranch[]];
  /** Deeper than any tree may go: its nodes go right into the body of the block around it. */
  readonly isFlat: boolean;
  /** The edits of the diagnostic about its name; ends and branches add theirs. */
  readonly fix: Edit[];
}

export const lastBranch = (frame: Frame): OpenBranch => frame.branches.at(-1) ?? frame.branches[0];

export const broken = ({ start, end }: Range): Broken => ({ kind: 'broken', start, end });

/**
 * The nodes of a block that has come to its end: one tag; or, where one of its headers could not be read,
 * broken nodes for its own tags with the contents between them, so that they are checked all the same.
 *
 * @param close the closing tag; a block without one ends at `end`
 */
export function nodesOf(frame: Frame, close: Markup | undefined, end: number): Node[] {
  const { reading, branches, syntax } = frame;
  const done: Branch[] = [];
  for (const [index, branch] of branches.entries()) {
    const branchEnd = branches[index + 1]?.open.start ?? close?.start ?? end;
    if (!branch.header) break;
    const { name, open, header, body } = branch;
    done.push({ name, start: open.start, end: branchEnd, open, header, body });
  }
  const [first] = done;
  if (!syntax || !first || done.length < branches.length) return flattened(frame, close);
  const tag: Tag = {
    kind: 'tag',
    name: reading.name,
    nameRange: reading.nameRange,
    start: reading.start,
    end: close?.end ?? end,
    open: first.open,
    header: first.header,
    branches: done,
    ...(close && { close: { start: close.start, end: close.end } }),
  };
  return [tag];
}

function flattened(frame: Frame, close: Markup | undefined): Node[] {
  const nodes: Node[] = [];
  for (const branch of frame.branches) {
    nodes.push(broken(branch.open));
    for (const node of branch.body) nodes.push(node);
  }
  if (close) nodes.push(broken(close));
  return nodes;
}

/** A tag whose body is not read: `verbatim` holds it as text, `comment` holds nothing. */
export function rawTag(item: Extract<Item, { kind: 'raw' }>, header: Header): Tag {
  const { reading, syntax, body, text, close } = item;
  const { markup, name, nameRange } = reading;
  const open = { start: markup.start, end: markup.end };
  const isKept = syntax.body?.raw === 'text' && body.end > body.start;
  const kept: Node[] = isKept ? [{ kind: 'text', start: body.start, end: body.end, text }] : [];
  return {
    kind: 'tag',
    name,
    nameRange,
    start: open.start,
    end: close?.end ?? body.end,
    open,
    header,
    branches: [{ name, start: open.start, end: body.end, open, header, body: kept }],
    ...(close && { close: { start: close.start, end: close.end } }),
  };
}
