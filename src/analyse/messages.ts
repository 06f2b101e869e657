import type { Range } from '../diagnostics/source-text.js';
import { clauseOf, hasFlag, positional } from '../language/headers.js';
import { blockMessage, doubled, innermost, literalMessage } from '../language/messages.js';
import type { Comment, Expression, Node, Tag, Template } from '../syntax/ast.js';
import { walk } from '../syntax/walk.js';

/** A message of a template, for translators. */
export interface TemplateMessage {
  /** What catalogues know it by. */
  readonly id: string;
  readonly plural?: string;
  readonly context?: string;
  /** What a comment before it tells translators, line by line. */
  readonly notes: readonly string[];
  readonly range: Range;
}

/**
 * Everything in a template that can be translated, in the order of the source: the texts of `translate` and
 * `blocktranslate`, and every `_("…")`. A text whose context is no literal is left out: nothing could look
 * it up beforehand.
 */
export function messagesOf(template: Template): readonly TemplateMessage[] {
  const found: Omit<TemplateMessage, 'notes'>[] = [];
  const comments: (Comment | Tag)[] = [];
  const add = (range: Range, id: string, more: { plural?: string; context?: string } = {}) => {
    if (id !== '') found.push({ id, ...more, range: { start: range.start, end: range.end } });
  };
  walk(template, {
    node(node) {
      if (isComment(node)) comments.push(node);
    },
    tag(tag) {
      const context = contextOf(tag);
      if (context === false) return;
      if (tag.name === 'translate' || tag.name === 'trans') {
        const text = innermost(positional(tag.header, 0));
        if (text.kind === 'string') add(tag.open, doubled(literalMessage(text.value)), context);
      }
      if (tag.name === 'blocktranslate' || tag.name === 'blocktrans') {
        const trimmed = hasFlag(tag.header, 'trimmed');
        const [one, many] = tag.branches.map(({ body }) => blockMessage(body, template.source, trimmed).text);
        add(tag.open, one ?? '', { ...context, ...(many !== undefined && { plural: many }) });
      }
    },
    expression(expression) {
      if (expression.kind === 'translated') add(expression, doubled(expression.text.value));
    },
  });
  const notes = notesOf(template, comments);
  return found.map((one) => {
    const { line } = template.source.position(one.range.start);
    const of = notes.get(line) ?? [];
    // As xgettext has it, a comment is for the first message behind it.
    notes.delete(line);
    return { ...one, notes: of };
  });
}

/** False where the context is known only to a render. */
function contextOf(tag: Tag): { context?: string } | false {
  if (tag.header.shape !== 'arguments') return {};
  const context: Expression | undefined = clauseOf(tag.header, 'context', 'expression')?.expression;
  if (context === undefined) return {};
  if (context.kind !== 'string') return false;
  return context.value === '' ? {} : { context: context.value };
}

// ---------------------------------------------------------------- comments

const isComment = (node: Node): node is Comment | Tag =>
  node.kind === 'comment' || (node.kind === 'tag' && node.name === 'comment');

/** The notes for translators, by the line of the messages that they are for: what follows the comment. */
function notesOf({ source }: Template, comments: readonly (Comment | Tag)[]): Map<number, readonly string[]> {
  const ends = new Map(comments.map(({ start, end }) => [start, end]));
  const notes = new Map<number, readonly string[]>();
  for (const comment of comments) {
    const note = noteIn(source.text.slice(...inside(comment, source.text)));
    if (note.length === 0) continue;
    const { line } = source.position(behind(source.text, comment.end, ends));
    notes.set(line, [...(notes.get(line) ?? []), ...note]);
  }
  return notes;
}

/** The first place from `at` on that is neither white space nor a comment. */
function behind(text: string, at: number, comments: ReadonlyMap<number, number>): number {
  let place = at;
  for (;;) {
    const end = comments.get(place);
    if (end !== undefined) place = end;
    else if (place < text.length && /\s/.test(text.charAt(place))) place++;
    else return place;
  }
}

/** Where the text of a comment begins and ends. */
function inside(comment: Comment | Tag, text: string): [start: number, end: number] {
  if (comment.kind === 'tag') return [comment.open.end, comment.close?.start ?? comment.end];
  return [text.indexOf('#', comment.start) + 1, comment.end - 2];
}

/** The lines from the last one that begins with `Translators`: Django's rule. */
function noteIn(comment: string): readonly string[] {
  const lines = comment.split(/\r\n?|\n/).map((line) => line.trim());
  const start = lines.findLastIndex((line) => line.startsWith('Translators'));
  return start < 0 ? [] : lines.slice(start).filter((line) => line !== '');
}
