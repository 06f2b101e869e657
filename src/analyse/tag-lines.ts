import type { Range } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { Node, Tag, Template, Text } from '../syntax/ast.js';

/** What stands in a line of a template: text, or a delimited piece that prints or does not. */
type Piece = { readonly text: Text } | { readonly prints: boolean };

/**
 * The texts of a template without the lines that hold only white space and tags that print nothing
 * themselves (LANGUAGE §5): such a line goes, with its line break. Lines with an output, or with a tag that
 * prints, stay.
 *
 * @returns what is left of each text that loses something
 */
export function dropTagLines(template: Template, language: Language): ReadonlyMap<Text, string> {
  const pieces: Piece[] = [];
  collect(template.body, language, pieces);
  const kept = new Map<Text, string>();
  let line: Line = new Line();
  for (const piece of pieces) {
    if ('prints' in piece) {
      line.sawTag = true;
      line.prints ||= piece.prints;
      continue;
    }
    const { text } = piece.text;
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      line.add(piece.text, from, at + 1);
      line.close(kept);
      line = new Line();
      from = at + 1;
    }
    line.add(piece.text, from, text.length);
  }
  line.close(kept);
  return kept;
}

/** One line, gathered over the texts that it runs through. */
class Line {
  sawTag = false;
  prints = false;
  #blank = true;
  readonly #parts: { readonly text: Text; readonly range: Range }[] = [];

  add(text: Text, start: number, end: number): void {
    if (start === end) return;
    this.#blank &&= text.text.slice(start, end).trim() === '';
    this.#parts.push({ text, range: { start, end } });
  }

  close(kept: Map<Text, string>): void {
    const drop = this.sawTag && !this.prints && this.#blank;
    for (const { text, range } of this.#parts) {
      kept.set(text, (kept.get(text) ?? '') + (drop ? '' : text.text.slice(range.start, range.end)));
    }
  }
}

function collect(nodes: readonly Node[], language: Language, pieces: Piece[]): void {
  for (const node of nodes) {
    if (node.kind === 'text') pieces.push({ text: node });
    else if (node.kind === 'tag') collectTag(node, language, pieces);
    else pieces.push({ prints: node.kind === 'output' });
  }
}

function collectTag(tag: Tag, language: Language, pieces: Piece[]): void {
  const prints = language.tags.get(tag.name)?.prints ?? true;
  if (tag.branches.length === 0) pieces.push({ prints });
  for (const branch of tag.branches) {
    pieces.push({ prints });
    collect(branch.body, language, pieces);
  }
  if (tag.close !== undefined) pieces.push({ prints });
}
