import type { Channel } from '../channels/channel.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { Node } from '../syntax/ast.js';
import { behind, type Composable, type ComposableLibrary, type Composed } from './composition.js';

/** A share of the limit from which on values have hardly any room. */
const near = 0.9;
/** No template is nested deeper, or longer, than what a warning needs to know. */
const deepest = 20;
const longest = 200_000;

/** Whether the author's own text leaves no room for values, or hardly any; and how much room it leaves. */
export function checkLength<T extends Composable>(
  body: Composed<T>,
  { name: channel, limit }: Channel,
  library: ComposableLibrary<T>,
): readonly Diagnostic[] {
  if (limit === undefined) return [];
  const where = { source: body.parsed.template.source, range: { start: 0, end: 0 } };
  const { most, unit } = limit;
  const text = { least: '', most: '' };
  for (const extent of ['least', 'most'] as const) text[extent] = new OwnText(library, extent).of(body);
  const found: Diagnostic[] = [];
  const [least, longer] = [limit.measure(text.least), limit.measure(text.most)];
  if (Math.max(least, longer) >= most * near) {
    const always = least >= most * near;
    const length = always ? least : longer;
    found.push(diagnose('own-text-long', { channel, length, most, unit, always }, where));
  }
  const room = limit.room?.(text.least);
  if (room !== undefined && text.least !== '') found.push(diagnose(room.code, room.params as never, where));
  return found;
}

/** The author's text of a message: of each tag the shortest part and no round of a loop, or the longest and one. */
class OwnText<T extends Composable> {
  #depth = 0;

  constructor(
    readonly library: ComposableLibrary<T>,
    readonly extent: 'least' | 'most',
  ) {}

  of(body: Composed<T>): string {
    if (this.#depth >= deepest) return '';
    this.#depth += 1;
    const text = this.#nodes(body.nodes, body);
    this.#depth -= 1;
    return text;
  }

  #nodes(nodes: readonly Node[], body: Composed<T>): string {
    let text = '';
    for (const node of nodes) {
      if (text.length > longest) break;
      if (node.kind === 'text') text += node.text;
      if (node.kind !== 'tag' || unprinted.has(node.name)) continue;
      const other = behind(node, body, this.library);
      if (other !== undefined) text += this.of(other);
      else if (node.branches.length > 0) {
        const parts = node.branches.map((branch) => this.#nodes(branch.body, body));
        const last = node.branches[node.branches.length - 1];
        const sure = !conditional.has(node.name) || (last?.name === 'else' && node.name !== 'for');
        text += this.#chosen(sure ? parts : [...parts, '']);
      }
    }
    return text;
  }

  #chosen(parts: readonly string[]): string {
    const sorted = [...parts].sort((a, b) => a.length - b.length);
    return (this.extent === 'least' ? sorted[0] : sorted[sorted.length - 1]) ?? '';
  }
}

const unprinted: ReadonlySet<string> = new Set(['comment', 'partialdef']);
/** Tags that may print none of their parts. */
const conditional: ReadonlySet<string> = new Set(['if', 'for', 'ifchanged', 'filter', 'spaceless']);
