import type { Edit } from '../diagnostics/diagnostic.js';
import type { Node, Output, Tag } from '../syntax/ast.js';
import { clauseOf } from './headers.js';
import { loneName } from './messages.js';
import type { TagChecker } from './tag.js';

/** What `blocktranslate` refuses: as Django, everything in its body but text and outputs. */
export function checkBlockTranslation(tag: Tag, checker: TagChecker): void {
  checkCount(tag, checker);
  const nodes = tag.branches.flatMap(({ body }) => body);
  for (const node of nodes) checkNode(node, tag, checker);
  checkOutputs(
    nodes.filter((node) => node.kind === 'output').filter((node) => loneName(node.expression) === undefined),
    tag,
    checker,
  );
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
}

/** The first of them has the fix for all: a message has room for one `with`. */
function checkOutputs(outputs: readonly Output[], tag: Tag, checker: TagChecker): void {
  const taken = new Set(namesOf(tag));
  const names = new Map<string, string>();
  const nameOf = (found: string): string => {
    const name = names.get(found) ?? suggestedName(found, taken);
    names.set(found, name);
    taken.add(name);
    return name;
  };
  const faults = outputs.map(({ expression: { start, end } }) => {
    const found = checker.source.text.slice(start, end);
    return { range: { start, end }, found, name: nameOf(found) };
  });
  const bindings = [...names].map(([found, name]) => `${name}=${found}`).join(' ');
  const edits = faults.map(({ range, name }) => ({ range, text: name }));
  for (const [index, { range, found, name }] of faults.entries()) {
    const more = index === 0 ? { fix: [binding(tag, bindings), ...edits] } : {};
    checker.report('translation-needs-name', { tag: tag.name, found, name }, range, more);
  }
}

/** `receiver.first_name|title` could be called `first_name`, or `receiver_first_name` where that is taken. */
function suggestedName(found: string, taken: ReadonlySet<string>): string {
  const [path = ''] = found.split('|', 1);
  const words = path.trim().split('.');
  const names = [words.at(-1) ?? '', words.join('_'), 'value'];
  const free = (name: string) => /^[A-Za-z]\w*$/.test(name) && !taken.has(name);
  for (let n = 2; ; n++) {
    const name = names.find(free);
    if (name !== undefined) return name;
    names.push(`value${n}`);
  }
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
