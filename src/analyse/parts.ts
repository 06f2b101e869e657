import type { Markup, MarkupState } from '../channels/markup.js';
import type { Range } from '../diagnostics/source-text.js';

/** A part of a tag, and what it leaves open. */
export interface Part {
  readonly range: Range;
  readonly state: MarkupState;
}

/** What is open behind parts of which one is printed. Those that leave something else open are told, with the first. */
export function joinParts(
  parts: readonly Part[],
  markup: Markup,
  differs: (one: Part, other: Part) => void,
): MarkupState | undefined {
  const [first] = parts;
  let after = first?.state;
  for (const part of parts.slice(1)) {
    if (after === undefined || first === undefined) break;
    const both = markup.merge(after, part.state);
    if (both === undefined) differs(first, part);
    else after = both;
  }
  return after;
}
