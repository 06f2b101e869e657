import type { Expression, Node, Output } from '../syntax/ast.js';
import { isSpace } from './filters/white-space.js';

/** A message as it stands in the body of `blocktranslate`. */
export interface BlockMessage {
  /** What catalogues know it by: `{{ name }}` is `%(name)s`, a percent sign two. */
  readonly text: string;
  /** What is printed in it, by what stands between the parentheses. */
  readonly outputs: ReadonlyMap<string, Output>;
}

/** The text of a message in an expression: percent signs stand twice, as in `blocktranslate`. */
export const doubled = (text: string): string => text.replaceAll('%', '%%');

/** What `doubled` made of a text, undone. */
export const halved = (text: string): string => text.replaceAll('%%', '%');

/**
 * The message that a body holds.
 *
 * @param trimmed white space at its ends goes, a line break with the white space around it is one blank
 */
export function blockMessage(
  nodes: readonly Node[],
  source: { readonly text: string },
  trimmed: boolean,
): BlockMessage {
  const outputs = new Map<string, Output>();
  let text = '';
  for (const node of nodes) {
    if (node.kind === 'text') text += doubled(node.text);
    if (node.kind !== 'output') continue;
    const name = source.text.slice(node.expression.start, node.expression.end);
    outputs.set(name, node);
    text += `%(${name})s`;
  }
  return { text: trimmed ? trimLines(text) : text, outputs };
}

/** The name that an output in a message prints; undefined for anything but a lone name. */
export function loneName(expression: Expression): string | undefined {
  return expression.kind === 'variable' && expression.path.length === 1 ? expression.path[0].text : undefined;
}

/** What the filters of an expression begin with. */
export const innermost = (expression: Expression): Expression =>
  expression.kind === 'filtered' ? innermost(expression.input) : expression;

/** The text of a literal in `translate`, from which Django takes the backslashes a second time. */
export const literalMessage = (text: string): string => text.replaceAll("\\'", "'").replaceAll('\\\\', '\\');

/**
 * Puts values in the places of a message.
 *
 * @returns undefined where it has a place that there is no value for, or a percent sign that is no place
 */
export function fill(message: string, values: ReadonlyMap<string, string>): string | undefined {
  let out = '';
  let from = 0;
  for (let at = message.indexOf('%'); at >= 0; at = message.indexOf('%', from)) {
    out += message.slice(from, at);
    if (message[at + 1] === '%') {
      out += '%';
      from = at + 2;
      continue;
    }
    const close = message[at + 1] === '(' ? closing(message, at + 1) : -1;
    const value = close < 0 ? undefined : values.get(message.slice(at + 2, close));
    if (value === undefined || message[close + 1] !== 's') return undefined;
    out += value;
    from = close + 2;
  }
  return out + message.slice(from);
}

/** Where the parenthesis at `open` closes. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

const trimLines = (text: string): string =>
  text
    .split('\n')
    .map(trim)
    .filter((line) => line !== '')
    .join(' ');

function trim(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && isSpace(line.charCodeAt(start))) start++;
  while (end > start && isSpace(line.charCodeAt(end - 1))) end--;
  return line.slice(start, end);
}
