import type { SourceText } from '../diagnostics/source-text.js';
import type { Emit } from '../language/pass.js';
import type { Output, Tag, Text } from '../syntax/ast.js';
import { baseVariable, pathText } from './expression.js';

/** A text or an output that notes in the pass's log what it printed. */
export function loggedLeaf(node: Text | Output, source: SourceText, emit: Emit): Emit {
  const variable = node.kind === 'output' ? baseVariable(node.expression) : undefined;
  const path = variable && pathText(variable);
  return (pass) => {
    const { log } = pass;
    if (log === undefined) return emit(pass);
    const mark = log.enter(node, source);
    const text = emit(pass);
    log.leave(mark, text.length, path, true);
    return text;
  };
}

/**
 * A tag notes what stands in it, node by node. Where its text is not just the sum of that (`captures`, or
 * it prints by itself), what was noted is folded into one entry of its own.
 */
export function loggedTag(tag: Tag, source: SourceText, captures: boolean, emit: Emit): Emit {
  return (pass) => {
    const { log } = pass;
    if (log === undefined) return emit(pass);
    const mark = log.enter(tag, source);
    const text = emit(pass);
    log.leave(mark, text.length, undefined, captures);
    return text;
  };
}
