import type { Channel } from '../channels/channel.js';
import { type Diagnostic, diagnose, type Edit } from '../diagnostics/diagnostic.js';
import type { Template } from '../syntax/ast.js';
import { walk } from '../syntax/walk.js';

interface Found {
  readonly start: number;
  readonly end: number;
  readonly instead: string | undefined;
  readonly fix: Edit[];
  count: number;
}

/** The characters of a template's own text that its channel remarks on: each once, where it first stands. */
export function checkCharacters(template: Template, { characters }: Channel): readonly Diagnostic[] {
  if (characters === undefined) return [];
  const { source } = template;
  const found = new Map<string, Found>();
  walk(template, {
    node(node) {
      if (node.kind !== 'text') return;
      const at = node.start + Math.max(0, source.text.slice(node.start, node.end).indexOf(node.text));
      for (const one of characters(node.text)) {
        const character = node.text.slice(one.start, one.end);
        const range = { start: at + one.start, end: at + one.end };
        const known = found.get(character) ?? { ...range, instead: one.instead, fix: [], count: 0 };
        found.set(character, known);
        known.count += 1;
        if (one.instead !== undefined) known.fix.push({ range, text: one.instead });
      }
    },
  });
  return [...found].map(([character, { start, end, instead, fix, count }]) =>
    diagnose(
      'forces-ucs2',
      { character, instead },
      {
        source,
        range: { start, end },
        ...(count > 1 && { count }),
        // What a word processor put in is an accident; a letter of the language is not.
        ...(instead !== undefined && { severity: 'warning' as const, fix }),
      },
    ),
  );
}
