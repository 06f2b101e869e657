import { asName, clauseOf } from '../language/headers.js';
import type { Tag } from '../syntax/ast.js';
import type { Message } from './translated-markup.js';

/** Tags that print their body once, whatever the data. */
export const always: ReadonlySet<string> = new Set([
  'with',
  'autoescape',
  'verbatim',
  'spaceless',
  'localize',
  'localtime',
  'timezone',
  'language',
  'partialdef',
  'cache',
]);

/** Whether a tag keeps what it would print. */
export const keptName = (tag: Tag): boolean =>
  tag.header.shape === 'arguments' &&
  tag.name !== 'cycle' &&
  (asName(tag.header) ?? clauseOf(tag.header, 'asvar', 'name')) !== undefined;

/** What `translate` prints where an author wrote it out, and no filter comes over it. */
export function literalText(tag: Tag): Message | undefined {
  if (tag.name !== 'translate' && tag.name !== 'trans') return undefined;
  const text = tag.header.shape === 'arguments' ? tag.header.positional[0] : undefined;
  if (text?.kind === 'translated') return { kind: 'text', text: text.text.value };
  return text?.kind === 'string' ? { kind: 'tag', tag, text: text.value } : undefined;
}
