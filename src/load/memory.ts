import type { TemplateLoader } from '../compile/store.js';

/** Templates that are given as texts by name. */
export function memoryLoader(
  sources: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
): TemplateLoader {
  const byName: ReadonlyMap<string, string> =
    sources instanceof Map ? sources : new Map(Object.entries(sources as Readonly<Record<string, string>>));
  return {
    read: (name) => byName.get(name),
    names: () => [...byName.keys()],
  };
}
