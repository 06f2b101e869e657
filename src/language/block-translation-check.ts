import type { Edit } from '../diagnostics/diagnostic.js';
import type { Node, Output, Tag } from '../syntax/ast.js';
import { clauseOf } from './headers.js';
import { loneName } from './messages.js';
import type { TagChecker } from './tag.js';

/** What `blocktranslate` refuses: as Django, everything in its body but text and outputs. */
export function checkBlockTranslation(tag: Tag, checker: TagChecker): void {
  checkCount(tag, checker);
  for (const { body } of tag.branches) for (const node of body) checkNode(node, tag, checker);
}

function checkCount(tag: Tag, checker: TagChecker): void {
  const { name } = tag;
  const count = clauseOf(tag.header, 'count', 'bindings');
  const plural = tag.branches[1];
  if (count !== undefined && count.bindings.length !== 1) checker.report('count-names', { tag: name }, count);
  if (count !== undefined && plural === undefined) {
    checker.report('count-without-plural', { tag: name }, count);
  }
  if (count === undefined && plural !== undefined) {
    checker.report('plural-without-count', { tag: name }, plural.open);
  }
}

function checkNode(node: Node, tag: Tag, checker: TagChecker): void {
  if (node.kind === 'tag') {
    checker.report('translation-holds-tag', { tag: tag.name, found: `the tag "${node.name}"` }, node.open);
  }
  if (node.kind === 'comment') {
    checker.report('translation-holds-tag', { tag: tag.name, found: 'a comment' }, node, {
      fix: [{ range: node, text: '' }],
    });
  }
  if (node.kind === 'output' && loneName(node.expression) === undefined) checkOutput(node, tag, checker);
}

function checkOutput({ expression }: Output, tag: Tag, checker: TagChecker): void {
  const found = checker.source.text.slice(expression.start, expression.end);
  const name = suggestedName(found, namesOf(tag));
  checker.report('translation-needs-name', { tag: tag.name, found, name }, expression, {
    fix: [binding(tag, `${name}=${found}`), { range: expression, text: name }],
  });
}

/** `receiver.first_name|title` could be called `first_name`, or `receiver_first_name` where that is taken. */
function suggestedName(found: string, taken: ReadonlySet<string>): string {
  const [path = ''] = found.split('|', 1);
  const words = path.trim().split('.');
  const names = [words.at(-1) ?? '', words.join('_'), 'value'];
  return names.find((name) => /^[A-Za-z]\w*$/.test(name) && !taken.has(name)) ?? 'value';
}

/** The names that the message prints or binds already. */
function namesOf(tag: Tag): ReadonlySet<string> {
  const outputs = tag.branches.flatMap(({ body }) => body).filter((node) => node.kind === 'output');
  const bound = (['with', 'count'] as const).flatMap(
    (keyword) => clauseOf(tag.header, keyword, 'bindings')?.bindings ?? [],
  );
  return new Set([
    ...outputs.map(({ expression }) => loneName(expression) ?? ''),
    ...bound.map(({ name }) => name.text),
  ]);
}

/** The edit that binds a name: behind the names that `with` binds already, else behind the tag's name. */
function binding(tag: Tag, text: string): Edit {
  const bound = clauseOf(tag.header, 'with', 'bindings');
  const at = bound?.end ?? tag.nameRange.end;
  return { range: { start: at, end: at }, text: bound === undefined ? ` with ${text}` : ` ${text}` };
}
