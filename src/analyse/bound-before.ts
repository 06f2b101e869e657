import type { Language } from '../language/builtins.js';
import { clauseOf } from '../language/headers.js';
import type { Template } from '../syntax/ast.js';
import { walk } from '../syntax/walk.js';

/** One template's use of another. */
export interface Use<T> {
  readonly by: T;
  readonly of: T;
  /** It is the parent of `by`; else it is included. */
  readonly extends: boolean;
}

/**
 * The names that other templates may have bound where one begins or has its blocks: what is included sees the
 * names of its includer, and a block those of the parent's place for it.
 */
export function boundBefore<T extends { readonly template: Template }>(
  templates: readonly T[],
  uses: readonly Use<T>[],
  language: Language,
): ReadonlyMap<T, ReadonlySet<string>> {
  const own = new Map(templates.map((one) => [one, bindings(one.template, language)]));
  const before = new Map(templates.map((one) => [one, new Set<string>()]));
  // A use may come round, as that of a template that includes itself: until nothing more is learnt.
  for (let grown = true; grown; ) {
    grown = false;
    const give = (to: T, ...names: readonly (ReadonlySet<string> | undefined)[]) => {
      const known = before.get(to);
      const size = known?.size;
      for (const some of names) for (const name of some ?? []) known?.add(name);
      grown ||= known?.size !== size;
    };
    for (const use of uses) {
      // A parent stands where its child does.
      give(use.of, before.get(use.by), use.extends ? undefined : own.get(use.by));
      if (use.extends) give(use.by, before.get(use.of), own.get(use.of));
    }
  }
  return before;
}

function bindings(template: Template, language: Language): ReadonlySet<string> {
  const names = new Set<string>();
  walk(template, {
    tag(tag) {
      for (const { name } of language.tags.get(tag.name)?.binds?.(tag) ?? []) names.add(name);
      if (tag.name !== 'include') return;
      for (const { name } of clauseOf(tag.header, 'with', 'bindings')?.bindings ?? []) names.add(name.text);
    },
  });
  return names;
}
