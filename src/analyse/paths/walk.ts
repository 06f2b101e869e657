import { models } from '../../data/entities.js';
import type { Entity } from '../../data/model.js';
import { Reads } from '../../data/reads.js';
import type { Range, SourceText } from '../../diagnostics/source-text.js';
import type { Language } from '../../language/builtins.js';
import type { Binding } from '../../language/tag.js';
import { resolveTemplateName } from '../../language/template-name.js';
import type { Expression, Node, Tag } from '../../syntax/ast.js';
import { printedNodes } from '../composition.js';
import type { MessageLayout } from '../message-layout.js';
import type { Analysed, Library, Unknown } from '../paths.js';
import { Budget } from './budget.js';
import { Dependence } from './dependence.js';
import { readText } from './expressions.js';
import { Reading, shapes } from './reading.js';
import { mostTurns, Scope } from './scope.js';
import { walkTag } from './tags.js';
import { type BlockVersion, TemplateUnit } from './units.js';
import type { Origin, Part, ReadPart, Shape, Value } from './values.js';

/** What a tag binds, with the records that it is made of, where it is made of any. */
export interface BoundData {
  readonly reads: Reads;
  readonly records: Binding['records'];
  readonly origin: Origin;
}

const roots: ReadonlyMap<string, Entity> = new Map([
  ['receiver', 'contact'],
  ['deal', 'deal'],
  ['event', 'event'],
]);

/**
 * Walks a root template as a pass would run it, with all that it includes and extends, and notes what it reads
 * of its data. Where it cannot tell it takes everything that can be reached.
 */
export class Walk {
  readonly #budget = new Budget();
  readonly reading = new Reading((reason) => this.#note(reason), this.#budget);
  readonly scope = new Scope(
    (name) => this.#rootValue(name),
    (value) => this.reading.all(value, 'it goes round in a circle'),
    this.#budget,
  );
  readonly dependence = new Dependence();
  readonly data = new Map<Tag, BoundData>();
  /** The roots that are read. */
  readonly roots = new Map<string, Reads>();
  readonly unknowns: Unknown[] = [];
  /** Why anything at all may be read. */
  open: string | undefined;
  readonly #root: Origin = { base: 0 };
  readonly #rootParts = new Map<string, ReadPart>();
  readonly #running = new Map<object, { entry: ReturnType<Scope['take']>; again: boolean; turn: number }>();
  #leaked = false;
  #unit: TemplateUnit;
  #template: Analysed;
  #place: Range = { start: 0, end: 0 };

  constructor(
    root: Analysed,
    readonly library: Library,
    readonly language: Language,
  ) {
    this.#template = root;
    this.#unit = TemplateUnit.of(root);
  }

  /** @throws {TooLarge} */
  run(): void {
    const unit = this.#unit;
    this.#turns(() => this.#walkUnit(unit));
  }

  /**
   * A message: what stands at its top level, then its parts, which see the names of that and not each other's.
   *
   * @throws {TooLarge}
   */
  runMessage({ chain, tops, parts }: MessageLayout<Analysed>): void {
    const units = [this.#unit];
    for (const parent of chain.slice(1)) units.push(units[units.length - 1]?.under(parent) ?? this.#unit);
    const root = units[units.length - 1] ?? this.#unit;
    this.#turns(() => {
      for (const [index, { parsed, nodes }] of tops.entries()) {
        this.#in(units[index] ?? root, parsed, () => this.nodes(nodes));
      }
      for (const name of parts.keys()) this.#in(root, root.template, () => this.block(name));
    });
  }

  #turns(walk: () => void): void {
    for (let turn = 1; turn <= mostTurns; turn++) {
      this.#leaked = false;
      this.scope.inside(walk);
      if (!this.#leaked) return;
    }
    this.scope.settleLeaked();
  }

  // ----------------------------------------------------------------- places

  /** Walks with a place in the present template to blame. */
  at(range: Range, walk: () => void): void {
    const outer = this.#place;
    this.#place = range;
    walk();
    this.#place = outer;
  }

  /** Of the template that is being walked. */
  get source(): SourceText {
    return this.#template.template.source;
  }

  #note(reason: string, asks = false): void {
    const { source } = this;
    const { start, end } = this.#place;
    const known = this.unknowns.some(
      (one) => one.source === source && one.range.start === start && one.range.end === end,
    );
    if (!known) this.unknowns.push({ source, range: { start, end }, reason, ...(asks && { asks }) });
  }

  /**
   * Something here may read whatever it can see.
   *
   * @param asks it may ask for more data, too
   */
  seesEverything(range: Range, reason: string, asks = false): void {
    this.at(range, () => {
      this.#note(reason, asks);
      this.open ??= reason;
      for (const value of this.scope.values()) this.reading.all(value, reason);
      if (this.scope.isolated) return;
      for (const name of [...roots.keys(), 'unsubscribe_url', ...this.roots.keys()]) {
        this.reading.all(this.named(name), reason);
      }
    });
  }

  // ------------------------------------------------------------------ names

  #rootValue(name: string): Value {
    const receiver = () => this.#rootPart('receiver');
    if (name === 'user') return new Set([receiver()]);
    if (name === 'company') return this.reading.step(new Set([receiver()]), 'company');
    return new Set([this.#rootPart(name)]);
  }

  #rootPart(name: string): ReadPart {
    const known = this.#rootParts.get(name);
    if (known !== undefined) return known;
    const entity = roots.get(name);
    const shape: Shape = entity ? { kind: 'record', model: models[entity] } : shapes.other;
    const part = this.reading.part(new Reads(), shape, this.#root);
    this.#rootParts.set(name, part);
    return part;
  }

  /** What a name stands for that is read here. */
  named(name: string): Value {
    const value = this.scope.get(name);
    for (const part of value) {
      if (part.kind !== 'read' || part.origin !== this.#root) continue;
      for (const [root, one] of this.#rootParts) {
        // The company is a step from the receiver.
        if (one === part || (root === 'receiver' && part.depth > 0)) this.roots.set(root, one.reads);
      }
    }
    return value;
  }

  /** What a data tag asks for gets its name. */
  bindData(tag: Tag, { name, records }: Binding): void {
    const known = this.data.get(tag);
    const bound = known ?? { reads: new Reads(), records, origin: this.reading.origin() };
    if (known) this.reading.rebase(known.origin);
    else this.data.set(tag, bound);
    const shape: Shape = records
      ? { kind: records.many ? 'list' : 'record', model: models[records.entity] }
      : shapes.other;
    this.dependence.use(tag, name, this.source);
    this.scope.bind(name, new Set([this.reading.part(bound.reads, shape, bound.origin)]));
  }

  /** Binds a name that keeps its value when the scope ends. */
  leak(name: string, value: Value): void {
    if (this.scope.leak(name, value)) this.#leaked = true;
  }

  // ------------------------------------------------------------------ nodes

  get body(): readonly Node[] {
    return this.#template.template.body;
  }

  nodes(nodes: readonly Node[] | undefined): void {
    for (const node of nodes ?? []) {
      this.#budget.spend(1);
      if (node.kind === 'output') readText(node.expression, this);
      else if (node.kind === 'tag') walkTag(node, this);
    }
  }

  // -------------------------------------------------------- other templates

  /** The template that an expression names; undefined where that is known only when it runs. */
  template(name: Expression): Analysed | null | undefined {
    if (name.kind !== 'string') {
      readText(name, this);
      return undefined;
    }
    const target = resolveTemplateName(name.value, this.#template.template.source.name);
    const found = target === undefined ? null : this.library.get(target);
    return found === 'unread' ? undefined : found;
  }

  include(template: Analysed): void {
    const unit = this.#unit.included(template);
    this.once(unit, () => this.#walkUnit(unit));
  }

  extend(parent: Analysed): void {
    const unit = this.#unit.under(parent);
    if (unit !== undefined) this.#walkUnit(unit);
  }

  #walkUnit(unit: TemplateUnit): void {
    const nodes = printedNodes(unit.template.template);
    this.#in(unit, unit.template, () => this.scope.inside(() => this.nodes(nodes)));
  }

  block(name: string): void {
    this.#block(this.#unit, this.#unit.block(name, 0));
  }

  #block(unit: TemplateUnit, version: BlockVersion | undefined): void {
    if (version === undefined) return;
    const above = unit.reference(version, () =>
      this.#block(unit, unit.block(version.name, version.level + 1)),
    );
    this.once(version, () =>
      this.#in(unit, version.template, () =>
        this.scope.inside(() => {
          this.scope.bind('block', new Set<Part>([above]));
          this.nodes(version.tag.branches[0]?.body);
        }),
      ),
    );
  }

  #in(unit: TemplateUnit, template: Analysed, walk: () => void): void {
    const outer = [this.#unit, this.#template] as const;
    this.#unit = unit;
    this.#template = template;
    walk();
    [this.#unit, this.#template] = outer;
  }

  /**
   * Walks a piece that may come to itself again: then it is walked once more, with the names that it had there,
   * until these are no more than it was walked with.
   */
  once(piece: object, walk: () => void): void {
    const running = this.#running.get(piece);
    if (running !== undefined) {
      const more = this.scope.more(running.entry, running.turn);
      if (more === undefined) return;
      running.entry = more;
      running.again = true;
      return;
    }
    const state = { entry: this.scope.take(), again: true, turn: 0 };
    this.#running.set(piece, state);
    this.scope.inside(() => {
      while (state.again) {
        state.again = false;
        state.turn += 1;
        this.scope.put(state.entry);
        walk();
      }
    });
    this.#running.delete(piece);
  }
}
