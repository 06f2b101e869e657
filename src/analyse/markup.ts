import { type Markup, type MarkupFault, type MarkupState, output } from '../channels/markup.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import { wordsOf } from '../language/headers.js';
import type { Branch, Node, Tag, Text } from '../syntax/ast.js';
import { keptName } from './tag-output.js';

/** What a template's own markup is read with. */
export interface MarkupReading {
  readonly markup: Markup;
  readonly language: Language;
  readonly source: SourceText;
  /** Each output and tag, and what is open where it stands. */
  readonly at?: (node: Node, state: MarkupState) => void;
  readonly fault?: (fault: MarkupFault) => void;
  /** A part of a tag ends with other marks open than its neighbours, or than the tag began with. */
  readonly differs?: (tag: Tag, part: Branch) => void;
  /** A tag that prints another template, or a block. */
  readonly other?: (tag: Tag, state: MarkupState) => void;
}

/** What is open before each output and tag of a body, by the offset of these. */
export function statesIn(
  nodes: readonly Node[],
  start: MarkupState,
  reading: MarkupReading,
): ReadonlyMap<number, MarkupState> {
  const states = new Map<number, MarkupState>();
  readMarkup(nodes, start, { ...reading, at: (node, state) => states.set(node.start, state) });
  return states;
}

/**
 * Reads the markup of a template in the order in which it is printed: each part of a tag begins with what is open
 * before the tag, and must leave the same open as the others do.
 *
 * @returns what is open behind the nodes
 */
export function readMarkup(nodes: readonly Node[], start: MarkupState, reading: MarkupReading): MarkupState {
  let state = start;
  for (const node of nodes) {
    if (node.kind === 'text') state = readText(node, state, reading);
    else if (node.kind === 'output') {
      reading.at?.(node, state);
      state = printed(node, state, reading);
    } else if (node.kind === 'tag') state = readTag(node, state, reading);
  }
  return state;
}

/** Where the text begins in the source: `-` may have taken white space from its beginning. */
function readText(node: Text, state: MarkupState, { markup, source, fault }: MarkupReading): MarkupState {
  const trimmed = Math.max(0, source.text.slice(node.start, node.end).indexOf(node.text));
  return markup.read(node.text, state, node.start + trimmed, fault);
}

const printed = (node: Node, state: MarkupState, { markup, fault }: MarkupReading): MarkupState =>
  markup.read(output, state, node.start, fault);

/** Tags that print another template where they stand. */
const composing: ReadonlySet<string> = new Set(['include', 'extends', 'block', 'partial']);
/** The last part of a tag that always prints one of its parts. */
const exhaustive: ReadonlySet<string> = new Set(['else', 'plural']);

function readTag(tag: Tag, state: MarkupState, reading: MarkupReading): MarkupState {
  const { markup, language } = reading;
  if (tag.name === 'comment') return state;
  const definition = language.tags.get(tag.name);
  const keeps = keptName(tag);
  const defines = tag.name === 'partialdef' && wordsOf(tag.header)[1] === undefined;
  const inner = keeps || defines ? markup.start : state;
  reading.at?.(tag, inner);
  if (composing.has(tag.name)) reading.other?.(tag, state);
  // The body of `filter` is no markup: see its definition.
  if (tag.name === 'filter') return printed(tag, state, reading);
  if (tag.branches.length === 0) {
    const prints = definition?.prints === true && !keeps && !composing.has(tag.name);
    return prints ? printed(tag, state, reading) : state;
  }
  const last = tag.branches[tag.branches.length - 1];
  const one = last !== undefined && tag.branches.length > 1 && exhaustive.has(last.name);
  let after: MarkupState | undefined = one && inner === state ? undefined : inner;
  for (const branch of tag.branches) {
    const end = readMarkup(branch.body, inner, reading);
    const both: MarkupState | undefined = after === undefined ? end : markup.merge(after, end);
    if (both === undefined) reading.differs?.(tag, branch);
    else after = both;
  }
  return inner === state ? (after ?? state) : state;
}
