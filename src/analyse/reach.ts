import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Language } from '../language/builtins.js';
import { resolveTemplateName } from '../language/template-name.js';
import type { StringLiteral, Tag, Template } from '../syntax/ast.js';
import { walk } from '../syntax/walk.js';
import { boundBefore, type Use } from './bound-before.js';

/** A use of another template. */
export interface NamedTemplate {
  readonly tag: Tag;
  /** As it is written. */
  readonly name: StringLiteral;
  /** As the loader knows it. */
  readonly target: string;
}

/** A template by its own words: those that `include` and `extends` name in quotes. */
export function namedTemplates(template: Template): readonly NamedTemplate[] {
  const found: NamedTemplate[] = [];
  walk(template, {
    tag(tag) {
      if (tag.name !== 'include' && tag.name !== 'extends') return;
      const name = tag.header.shape === 'arguments' ? tag.header.positional[0] : undefined;
      if (name?.kind !== 'string') return;
      const target = resolveTemplateName(name.value, template.source.name);
      if (target !== undefined) found.push({ tag, name, target });
    },
  });
  return found;
}

/** What of other templates the analysis needs. */
interface Reachable {
  readonly name: string;
  readonly template: Template;
  readonly diagnostics: readonly Diagnostic[];
  readonly byRoot: ReadonlyMap<Diagnostic, string>;
}

export interface Library<T extends Reachable> {
  get(name: string): T | null | 'unread';
  names(): readonly string[];
}

/**
 * Everything that is wrong in a template and in those that it names, directly or not: their own faults,
 * names that lead nowhere, parents that come round in a circle.
 */
export function reach<T extends Reachable>(
  root: T,
  library: Library<T>,
  language: Language,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen = new Map<string, T>([[root.name, root]]);
  const uses: Use<T>[] = [];
  const waiting: T[] = [root];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const { tag, name, target } of namedTemplates(one.template)) {
      const found = library.get(target);
      if (found === 'unread') continue;
      if (found === null) {
        diagnostics.push(unknown(one, name, library.names()));
        continue;
      }
      if (tag.name === 'extends') {
        const chain = circle(one, found, library);
        if (chain !== undefined) {
          diagnostics.push(
            diagnose('extends-cycle', { chain }, { source: one.template.source, range: name }),
          );
          continue;
        }
      }
      const known = seen.get(found.name);
      uses.push({ by: one, of: known ?? found, extends: tag.name === 'extends' });
      if (known !== undefined) continue;
      seen.set(found.name, found);
      waiting.push(found);
    }
  }
  const templates = [...seen.values()];
  if (templates.every(({ byRoot }) => byRoot.size === 0)) {
    return [...diagnostics, ...templates.flatMap((one) => one.diagnostics)];
  }
  const bound = boundBefore(templates, uses, language);
  for (const one of templates) {
    const isRoot = (name: string | undefined) => name === undefined || !bound.get(one)?.has(name);
    diagnostics.push(...one.diagnostics.filter((fault) => isRoot(one.byRoot.get(fault))));
  }
  return diagnostics;
}

function unknown(one: Reachable, name: StringLiteral, names: readonly string[]): Diagnostic {
  const near = nearest(name.value, names);
  const quote = one.template.source.text.slice(name.start, name.start + 1);
  const where = { source: one.template.source, range: name };
  if (names.length === 0) return diagnose('no-template-loader', { name: name.value }, where);
  const fix = near === undefined ? undefined : [{ range: name, text: `${quote}${near}${quote}` }];
  return diagnose('unknown-template', { name: name.value, nearest: near }, { ...where, fix });
}

/** The names from `one` over its parents back to itself, where they come round. */
function circle<T extends Reachable>(one: T, parent: T, library: Library<T>): readonly string[] | undefined {
  const chain = [one.name];
  let at: T | null = parent;
  while (at !== null) {
    chain.push(at.name);
    if (at.name === one.name) return chain;
    if (chain.length > 1 && chain.indexOf(at.name) < chain.length - 1) return undefined;
    const up: NamedTemplate | undefined = namedTemplates(at.template).find(
      ({ tag }) => tag.name === 'extends',
    );
    const next: T | null | 'unread' = up === undefined ? null : library.get(up.target);
    at = next === 'unread' ? null : next;
  }
  return undefined;
}
