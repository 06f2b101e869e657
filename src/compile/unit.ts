import { type Versions, withDerived } from '../analyse/body.js';
import { printedNodes } from '../analyse/composition.js';
import type { MessageLayout } from '../analyse/message-layout.js';
import { diagnose } from '../diagnostics/diagnostic.js';
import { type Emit, ExpressionFailure, type Pass } from '../language/pass.js';
import type { Expression, Tag } from '../syntax/ast.js';
import { type Asker, type Members, member } from '../values/members.js';
import { type Encoding, SafeText } from '../values/safe-text.js';
import { PENDING, type Value } from '../values/value.js';
import { Compiler } from './compiler.js';
import { loggedTag } from './logged.js';
import type { ParsedTemplate } from './parsed.js';
import type { Root } from './root.js';
import { type Way, wayKey } from './site.js';

/**
 * A template with those that extend it: its blocks are known, most derived first, when it is compiled. A
 * template that is included is a unit of its own.
 */
export class Unit {
  readonly blocks: Versions<ParsedTemplate>;
  readonly #compiled = new Map<string, { emit?: Emit }>();
  readonly #parents = new Map<ParsedTemplate, Emit>();

  private constructor(
    readonly root: Root,
    readonly parsed: ParsedTemplate,
    /** The templates from the most derived to this one. */
    readonly chain: readonly ParsedTemplate[],
    blocks: Versions<ParsedTemplate>,
    readonly way: Way,
  ) {
    this.blocks = blocks;
  }

  static of(root: Root, parsed: ParsedTemplate, way: Way): Unit {
    return new Unit(root, parsed, [parsed], withDerived(parsed, new Map()), way);
  }

  /** The whole template. Names that it binds at its top are gone afterwards, unless it is the root. */
  compile(): Emit {
    const compiler = new Compiler(this.root, this, this.parsed, this.way);
    return compiler.scope(() => compiler.body(printedNodes(this.parsed.template)));
  }

  /**
   * One part of a message: what stands at the top level of its templates runs first, and prints nothing. Blank lines
   * around the part are the author's way of writing it, and go.
   *
   * @param layout of the template that this unit is of
   */
  compilePart(part: string, { tops }: MessageLayout<ParsedTemplate>): Emit {
    const units: Unit[] = [this];
    for (const { parsed } of tops.slice(1)) units.push(units[units.length - 1]?.above(parsed) ?? this);
    // Names that they bind hold for the part: nothing puts the old values back.
    const emits = tops.flatMap(({ parsed, nodes }, index) => {
      const compiler = new Compiler(this.root, units[index] ?? this, parsed, this.way, nodes);
      return nodes.map((node) => unprinted(node, compiler));
    });
    for (const { parsed } of tops) this.root.beginsPart(parsed.blocks.get(part));
    const block = units[units.length - 1]?.block(part, 0, this.way) ?? (() => '');
    return (pass) => {
      for (const emit of emits) emit(pass);
      return block(pass).trimEnd();
    };
  }

  /** The template that `parent` names, with this unit's blocks over its own. */
  extend(parent: Expression, compiler: Compiler): Emit {
    return this.root.other(parent, compiler, (parsed) => this.#under(parsed, parent, compiler));
  }

  #under(parsed: ParsedTemplate, parent: Expression, compiler: Compiler): Emit {
    const known = this.#parents.get(parsed);
    if (known !== undefined) return known;
    if (this.chain.includes(parsed)) {
      const chain = [...this.chain, parsed].map((one) => one.name);
      const diagnostic = diagnose('extends-cycle', { chain }, { source: compiler.source, range: parent });
      return () => this.root.fail(diagnostic);
    }
    const emit = this.above(parsed, compiler.site).compile();
    this.#parents.set(parsed, emit);
    return emit;
  }

  /** A parent of this unit's template, with the blocks of this unit over its own. */
  above(parsed: ParsedTemplate, way: Way = this.way): Unit {
    const blocks = withDerived(parsed, this.blocks);
    return new Unit(this.root, parsed, [...this.chain, parsed], blocks, way);
  }

  /**
   * A block as the template at `level` of those that define it has it; 0 is the most derived. Compiled
   * once for each way, and only when it is reached: blocks may name each other.
   */
  block(name: string, level: number, way: Way): Emit {
    const key = `${wayKey(way)} ${level} ${name}`;
    let holder = this.#compiled.get(key);
    if (holder === undefined) {
      holder = {};
      this.#compiled.set(key, holder);
      holder.emit = this.#compileBlock(name, level, way);
    }
    const compiled = holder;
    return (pass) => (compiled.emit === undefined ? '' : pass.deeper(compiled.emit));
  }

  #compileBlock(name: string, level: number, way: Way): Emit {
    const known = this.blocks.get(name) ?? [];
    const version = known[level];
    if (version === undefined) return () => '';
    const nodes = version.tag.branches[0]?.body ?? [];
    const compiler = new Compiler(this.root, this, version.parsed, way, nodes, { name, level });
    const { contextual, markup } = compiler.site;
    // Its text is a value, which a condition or a filter may look at.
    const state = contextual ? this.root.settings.channel.markup?.start : way.state;
    const above = known[level + 1] && (() => this.block(name, level + 1, { ...way, state, whole: true }));
    const encoding = contextual ? 'html-text' : markup?.encoding;
    const reference = new BlockReference(name, encoding, above);
    return compiler.scope(() => {
      const slot = compiler.bind('block');
      const body = compiler.body(nodes);
      return (pass) => {
        pass.slots[slot] = reference;
        return body(pass);
      };
    });
  }
}

/** Runs a tag whose text, which is white space, nobody reads. */
function unprinted(tag: Tag, compiler: Compiler): Emit {
  const run = compiler.body([tag]);
  if (!compiler.settings.trace) return run;
  return loggedTag(tag, compiler.source, true, (pass) => {
    run(pass);
    return '';
  });
}

/** What `block` is inside a block: `block.super` is the part as the next template up has it. */
class BlockReference implements Members {
  #emit: Emit | undefined;

  constructor(
    readonly name: string,
    /** Of its text; Django's where the channel has no places. */
    readonly encoding: Encoding | undefined,
    readonly above: (() => Emit) | undefined,
  ) {}

  [member](name: string, asker: Asker): Value {
    if (name === 'name') return this.name;
    if (name !== 'super') return undefined;
    if (this.above === undefined) return '';
    const pass = asker as Pass;
    this.#emit ??= this.above();
    pass.grow();
    const rewind = pass.mark();
    try {
      const text = this.#emit(pass);
      return pass.waiting ? PENDING : new SafeText(text, this.encoding);
    } catch (error) {
      // A variable that is missing where Django needs one is missing here: `block.super` itself is looked up.
      if (!(error instanceof ExpressionFailure && error.missing)) throw error;
      rewind();
      return undefined;
    }
  }

  memberNames(): readonly string[] {
    return [];
  }
}
