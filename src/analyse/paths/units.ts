import type { Tag } from '../../syntax/ast.js';
import type { Analysed } from '../paths.js';
import type { BlockPart } from './values.js';

/** Where a block is defined. */
interface Definition {
  readonly tag: Tag;
  readonly template: Analysed;
}

/** One definition of a block, among those of its name. */
export interface BlockVersion extends Definition {
  readonly name: string;
  /** 0 is the most derived. */
  readonly level: number;
}

/** A template with those that extend it, as it is compiled: what is included is a unit of its own. */
export class TemplateUnit {
  readonly #included: Map<Analysed, TemplateUnit>;
  readonly #parents = new Map<Analysed, TemplateUnit>();
  readonly #versions = new Map<string, BlockVersion>();
  readonly #references = new Map<BlockVersion, BlockPart>();

  private constructor(
    readonly template: Analysed,
    readonly chain: readonly Analysed[],
    readonly blocks: ReadonlyMap<string, readonly Definition[]>,
    included: Map<Analysed, TemplateUnit>,
  ) {
    this.#included = included;
  }

  static of(template: Analysed): TemplateUnit {
    const included = new Map<Analysed, TemplateUnit>();
    const unit = new TemplateUnit(template, [template], blocksOf(template), included);
    included.set(template, unit);
    return unit;
  }

  included(template: Analysed): TemplateUnit {
    let unit = this.#included.get(template);
    if (unit === undefined) {
      unit = new TemplateUnit(template, [template], blocksOf(template), this.#included);
      this.#included.set(template, unit);
    }
    return unit;
  }

  /** Undefined where the parents come round in a circle: that does not run. */
  under(parent: Analysed): TemplateUnit | undefined {
    if (this.chain.includes(parent)) return undefined;
    const known = this.#parents.get(parent);
    if (known !== undefined) return known;
    const blocks = new Map(blocksOf(parent));
    for (const [name, derived] of this.blocks) blocks.set(name, [...derived, ...(blocks.get(name) ?? [])]);
    const unit = new TemplateUnit(parent, [...this.chain, parent], blocks, this.#included);
    this.#parents.set(parent, unit);
    return unit;
  }

  block(name: string, level: number): BlockVersion | undefined {
    const found = this.blocks.get(name)?.[level];
    if (found === undefined) return undefined;
    const key = `${level} ${name}`;
    const version = this.#versions.get(key) ?? { name, level, ...found };
    this.#versions.set(key, version);
    return version;
  }

  /** What `block` stands for in that block. */
  reference(version: BlockVersion, above: () => void): BlockPart {
    const reference = this.#references.get(version) ?? { kind: 'block', above };
    this.#references.set(version, reference);
    return reference;
  }
}

const blocksOf = (template: Analysed): ReadonlyMap<string, readonly Definition[]> =>
  new Map([...template.blocks].map(([name, tag]) => [name, [{ tag, template }]]));
