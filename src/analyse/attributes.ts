import { models } from '../data/entities.js';
import { fieldNamed, partNamed, relationNamed } from '../data/fields.js';
import type { Entity, RecordModel } from '../data/model.js';
import type { Params } from '../diagnostics/catalogue.js';
import type { Language } from '../language/builtins.js';
import type { Binding, TagChecker } from '../language/tag.js';
import type { Expression, Template, Variable, Word } from '../syntax/ast.js';
import { walk } from '../syntax/walk.js';

/** Records that a name stands for: one, or a list of them. */
interface Records {
  readonly model: RecordModel;
  readonly many: boolean;
  /** The root that they are reached from, if any. */
  readonly root?: string | undefined;
}

const rootEntities: Readonly<Record<string, Entity>> = {
  receiver: 'contact',
  user: 'contact',
  company: 'company',
  deal: 'deal',
  event: 'event',
};

const roots: ReadonlyMap<string, Records> = new Map(
  Object.entries(rootEntities).map(([root, entity]) => [root, { model: models[entity], many: false, root }]),
);

/** What each name of a template stands for; null for one whose records cannot be told. */
type Names = ReadonlyMap<string, Records | null>;

/**
 * Attributes that the policy keeps from templates, where a path leads to them from a root or from what a data
 * tag binds. Paths of which the text does not tell what they start from are left to the render.
 *
 * @param report is told of each, and of the root that it starts from: another template may bind that name
 */
export function checkAttributes(
  template: Template,
  language: Language,
  allows: TagChecker['allows'],
  report: (params: Params<'attribute-not-allowed'>, word: Word, root: string | undefined) => void,
): void {
  const names = namesOf(template, language);
  walk(template, {
    expression(expression) {
      if (expression.kind !== 'variable') return;
      follow(expression, names, ({ model, root }, word) => {
        const attribute = fieldNamed(model, word.text)?.name ?? word.text;
        if (allows('attribute', `${model.name}.${attribute}`)) return;
        report({ attribute, records: model.plural }, word, root);
      });
    },
  });
}

function namesOf(template: Template, language: Language): Names {
  const bindings: Binding[] = [];
  walk(template, {
    tag: (tag) => bindings.push(...(language.tags.get(tag.name)?.binds?.(tag) ?? [])),
  });
  let names: Names = roots;
  // Each round follows names that the one before made known: the loop's, then that of a loop inside it.
  for (let round = 0; round <= bindings.length; round++) {
    const next = new Map<string, Records | null>(roots);
    for (const binding of bindings) {
      const found = recordsOf(binding, names, language);
      const known = next.get(binding.name);
      const same = known === undefined || equal(known, found ?? null);
      next.set(binding.name, same ? (found ?? null) : null);
    }
    const settled = [...next].every(([name, one]) => equal(names.get(name), one));
    names = next;
    if (settled) break;
  }
  return names;
}

const equal = (a: Records | null | undefined, b: Records | null): boolean =>
  a === b || (a?.model !== undefined && a.model === b?.model && a.many === b.many);

function recordsOf(binding: Binding, names: Names, language: Language): Records | undefined {
  const { records, value, elements } = binding;
  if (records) return { model: models[records.entity], many: records.many };
  const found = value && recordsAt(value, names, language);
  return found && elements ? { ...found, many: false } : found;
}

function recordsAt(expression: Expression, names: Names, language: Language): Records | undefined {
  if (expression.kind === 'variable') return follow(expression, names, () => undefined);
  if (expression.kind !== 'filtered') return undefined;
  const passes = language.filters.get(expression.filter.text)?.paths === 'input';
  return passes ? recordsAt(expression.input, names, language) : undefined;
}

/**
 * Goes along a path as far as it is known to lead from record to record.
 *
 * @param met is told of each attribute on the way
 * @returns what it arrives at; undefined for anything but records
 */
function follow(
  { path }: Variable,
  names: Names,
  met: (records: Records, word: Word) => void,
): Records | undefined {
  const [head, ...rest] = path;
  let at: Records | undefined = names.get(head.text) ?? undefined;
  for (const word of rest) {
    if (at === undefined) return undefined;
    if (at.many) {
      at = /^(?:\d+|first|last)$/.test(word.text) ? { ...at, many: false } : undefined;
      continue;
    }
    met(at, word);
    at = step(at, word.text);
  }
  return at;
}

function step({ model, root }: Records, name: string): Records | undefined {
  const relation = relationNamed(model, name);
  if (relation && !fieldNamed(model, name)) {
    return { model: models[relation.entity], many: relation.many ?? false, root };
  }
  const part = partNamed(model, name);
  return part && { model: part, many: true, root };
}
