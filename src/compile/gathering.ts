import { models } from '../data/entities.js';
import type { RecordModel } from '../data/model.js';
import { builtinTags, type Language } from '../language/builtins.js';
import type { TagDefinition } from '../language/tag.js';
import { partialsOf } from '../language/tags/partial.js';
import { resolveTemplateName } from '../language/template-name.js';
import type { Node, Output, Tag } from '../syntax/ast.js';
import { walk, walkNodes } from '../syntax/walk.js';
import { baseVariable } from './expression.js';
import type { ParsedTemplate, Templates } from './parsed.js';

const builtin: ReadonlySet<TagDefinition> = new Set(builtinTags);

/** Names behind which another record may stand, whatever it is that they are read of. */
const relations: ReadonlySet<string> = new Set(
  Object.values(models)
    .flatMap((model): readonly RecordModel[] => [model, ...Object.values(model.parts).map((part) => part())])
    .flatMap((model) => [...model.relations.map(({ name }) => name), ...model.derived]),
);

/**
 * What of a template can lead to a request for data: it is compiled once more without the rest, and this
 * gathering twin tells before the first pass what data is needed. Kept are data tags, whatever reads a related
 * record, whatever the arguments and conditions of these depend on (names bound, cycles, other templates, an
 * embedder's own tags), and the tags around all of that.
 */
export class Gathering {
  readonly #keeping = new WeakMap<ParsedTemplate, boolean>();
  readonly #kept = new WeakMap<Node, boolean>();
  readonly #named = new WeakMap<Tag, ReturnType<Templates['get']>>();

  constructor(
    readonly language: Language,
    readonly templates: Templates,
  ) {}

  /** Whether the template may ask for data at all, itself or in those that it includes and extends. */
  asks(parsed: ParsedTemplate, seen: Set<ParsedTemplate> = new Set()): boolean {
    if (seen.has(parsed)) return false;
    seen.add(parsed);
    let found = readsRelation(parsed.template.body);
    walk(parsed.template, {
      tag: (tag) => {
        found ||= this.#bindsData(tag);
        if (usesTemplate(tag)) found ||= this.#of(tag, parsed, (one) => this.asks(one, seen));
      },
    });
    return found;
  }

  /** Whether a node has its part in what is asked for. */
  keeps(node: Node, parsed: ParsedTemplate): boolean {
    if (node.kind === 'output') return printsParent(node) || readsRelation([node]);
    if (node.kind !== 'tag') return false;
    let kept = this.#kept.get(node);
    if (kept === undefined) {
      // A partial may stand in its own definition: what comes round to itself is kept.
      this.#kept.set(node, true);
      kept = this.#keepsTag(node, parsed);
      this.#kept.set(node, kept);
    }
    return kept;
  }

  /** Whether the tag only changes the text of its body, which nobody looks at. */
  printsOnly(definition: TagDefinition): boolean {
    const { captures, prints, binds } = definition;
    return captures && prints && binds === undefined && builtin.has(definition);
  }

  #keepsTag(tag: Tag, parsed: ParsedTemplate): boolean {
    const definition = this.language.tags.get(tag.name);
    if (definition === undefined) return false;
    if (!builtin.has(definition) || definition.steers?.(tag)) return true;
    if (definition.binds?.(tag).some(({ reach }) => reach === 'rest')) return true;
    if (readsRelation([{ ...tag, branches: tag.branches.map((branch) => ({ ...branch, body: [] })) }]))
      return true;
    switch (tag.name) {
      // Which of a block's versions stands here is known only to whoever extends this template.
      case 'extends':
      case 'block':
        return true;
      case 'include':
        return this.#of(tag, parsed, (one) => this.#keepsAny(one));
      case 'partial':
        return partialsOf(parsed.template.body).some((one) => this.keeps(one, parsed));
      default:
        return tag.branches.some(({ body }) => body.some((node) => this.keeps(node, parsed)));
    }
  }

  /** One that comes round to itself is kept: it then stops where the template itself does. */
  #keepsAny(parsed: ParsedTemplate): boolean {
    let kept = this.#keeping.get(parsed);
    if (kept === undefined) {
      this.#keeping.set(parsed, true);
      kept = parsed.template.body.some((node) => this.keeps(node, parsed));
      this.#keeping.set(parsed, kept);
    }
    return kept;
  }

  #bindsData(tag: Tag): boolean {
    const definition = this.language.tags.get(tag.name);
    return definition?.binds?.(tag).some(({ data }) => data) ?? false;
  }

  /** What holds of the template that a tag names; true where that is not known before it runs. */
  #of(tag: Tag, parsed: ParsedTemplate, holds: (other: ParsedTemplate) => boolean): boolean {
    const name = tag.header.shape === 'arguments' ? tag.header.positional[0] : undefined;
    if (name?.kind !== 'string') return true;
    let other = this.#named.get(tag);
    if (other === undefined) {
      const target = resolveTemplateName(name.value, parsed.template.source.name);
      other = target === undefined ? null : this.templates.get(target);
      this.#named.set(tag, other);
    }
    return other === 'unread' || (other !== null && holds(other));
  }
}

const usesTemplate = (tag: Tag): boolean => tag.name === 'include' || tag.name === 'extends';

/** `{{ block.super }}`: the part of the parent may ask. */
function printsParent(node: Output): boolean {
  const variable = baseVariable(node.expression);
  return variable?.path[0].text === 'block' && variable.path[1]?.text === 'super';
}

/** Whether an expression in the nodes, or below them, may lead to another record. */
function readsRelation(nodes: readonly Node[]): boolean {
  let found = false;
  walkNodes(nodes, {
    expression(expression) {
      if (expression.kind === 'variable') found ||= expression.path.some(({ text }) => relations.has(text));
      // What filters read by name: `dictsort:"product.name"`.
      if (expression.kind === 'string')
        found ||= expression.value.split('.').some((name) => relations.has(name));
    },
  });
  return found;
}
