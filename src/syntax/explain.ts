import type { IToken } from 'chevrotain';
import type { Range } from '../diagnostics/source-text.js';
import type { ReadContext, Subject } from './inside.js';
import { repair } from './repair.js';

/** How a header of each shape is written. */
export const shapeHelp: Record<Subject['kind'], string> = {
  output: 'an output is one value with its filters: {{ deal.name|default:"your order"|upper }}',
  condition: 'a condition reads so: {% if a == b and not c %}',
  loop: 'a loop reads so: {% for item in list %}',
  filters: 'write the filters: {% filter upper|truncatechars:9 %}',
  arguments: 'arguments are separated by spaces; name=value has none around "="',
  words: 'write words, separated by spaces',
};

/**
 * Says why a tag cannot be read: by the damage and the foreign habits found in it, each with its fix, or
 * else by the first thing that stands where nothing can.
 *
 * @param stop where the grammar stopped
 */
export function explain(context: ReadContext, range: Range, subject: Subject, stop: IToken): void {
  const problems = repair(context, range, subject);
  for (const report of problems) report();
  if (problems.length > 0) return;
  const { findings, text } = context;
  if (stop.tokenType.name === 'EOF') {
    findings.add('incomplete-tag', { help: shapeHelp[subject.kind] }, lastWord(context, range, subject));
    return;
  }
  let start = range.start + stop.startOffset;
  while (start < range.end && /\s/.test(text.charAt(start))) start++;
  let end = Math.min(range.end, Math.max(start + 1, start + stop.image.trim().length));
  while (end < range.end && !/\s/.test(text.charAt(end))) end++;
  const place = { start: Math.min(start, range.end - 1), end };
  findings.add('unexpected-text', { text: findings.excerpt(place), help: shapeHelp[subject.kind] }, place);
}

/** Where something is missing: the last word of the tag. */
function lastWord({ text }: ReadContext, { start, end }: Range, { tag }: Subject): Range {
  if (start === end) return { start: start - tag.length, end };
  let from = end - 1;
  while (from > start && !/\s/.test(text.charAt(from - 1))) from--;
  return { start: from, end };
}
