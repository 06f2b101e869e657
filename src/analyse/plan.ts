import { models } from '../data/entities.js';
import { fieldNamed, partNamed, relationNamed } from '../data/fields.js';
import { getRequest } from '../data/keys.js';
import type { Entity, RecordModel, Relation } from '../data/model.js';
import { fieldsOf, isElement, type Reads, readsOfRows, requestFields } from '../data/reads.js';
import type { DataRequest, Fields } from '../data/request.js';
import type { Asks } from '../language/asks.js';
import type { DataPlan, PlannedRelation, PlannedRoot, PlannedUse, PlanStep } from './data-plan.js';
import { describePaths } from './paths/describe.js';
import type { AccessPaths, DataUse } from './paths.js';

/** A relation that is read, where it stands. */
interface Hop {
  readonly path: string;
  readonly relation: Relation;
  /** The fetch that brings it. */
  readonly at: number;
  /** No condition stands between it and the record that it is read of. */
  readonly sure: boolean;
}

/**
 * Lays out the fetches of a template: what each waits for, and how many calls it takes.
 *
 * @example dataPlan(program.paths, { asks, receiverFields: ['email', 'id'] }).steps.length
 */
export const dataPlan = (paths: AccessPaths, facts: PlanFacts): DataPlan => new Planner(paths, facts).plan();

/** What a plan has to know beside the paths. */
export interface PlanFacts {
  /** What a data tag asks for. */
  readonly asks: (use: DataUse) => Asks | undefined;
  /** What is asked of the receiver; undefined for everything. */
  readonly receiverFields: Fields | undefined;
}

class Planner {
  /** The fetch after which a value is there; 0 is that of the receivers. */
  readonly #ready = new Map<Reads, number>();
  readonly #names = new Map<Reads, string>();
  readonly #hops: Hop[] = [];
  readonly #uses: { readonly use: DataUse; readonly asked: Asks; readonly at: number }[] = [];

  constructor(
    readonly paths: AccessPaths,
    readonly facts: PlanFacts,
  ) {}

  plan(): DataPlan {
    for (const [name, reads] of this.paths.roots) {
      const entity = rootEntities.get(name);
      this.#value(reads, name, entity && models[entity], { at: 0, sure: true });
    }
    for (const use of this.paths.uses) this.#place(use);
    return {
      roots: [...this.paths.roots]
        .filter(([name]) => rootEntities.has(name))
        .flatMap(([name, reads]) => describePaths(reads, name)),
      wholeRoots: [...this.paths.roots].flatMap(([name, { everything }]) =>
        rootEntities.has(name) && everything !== undefined ? [{ name, reason: everything }] : [],
      ),
      steps: this.#steps(),
      unknowns: this.paths.unknowns,
    };
  }

  /** One use after another: what it needs was bound before it. */
  #place(use: DataUse): void {
    const asked = this.facts.asks(use);
    if (asked === undefined) return;
    const at = 1 + Math.max(0, ...[...use.needs].map((reads) => this.#ready.get(reads) ?? 0));
    this.#uses.push({ use, asked, at });
    const reads = this.paths.of(use.tag);
    if (reads === undefined) return;
    const model = asked.kind === 'records' && asked.binds !== 'numbers' ? models[asked.entity] : undefined;
    this.#value(reads, use.name, model, { at, sure: true });
  }

  // ------------------------------------------------------------------ values

  #value(reads: Reads, name: string, model: RecordModel | undefined, where: Where): void {
    if (this.#ready.has(reads)) return;
    this.#ready.set(reads, where.at);
    this.#names.set(reads, name);
    if (reads.ofElements) this.#value(reads.ofElements, `${name}[]`, model, where);
    for (const [member, below] of reads.members) {
      const path = `${name}.${member}`;
      if (model === undefined || isElement(member))
        this.#value(below, path, model, { ...where, sure: false });
      else this.#member(below, path, model, member, where);
    }
  }

  #member(reads: Reads, path: string, model: RecordModel, name: string, where: Where): void {
    const field = fieldNamed(model, name);
    const part = field && partNamed(model, field.name);
    const relation = field ? undefined : relationNamed(model, name);
    const sure = where.sure && reads.certain;
    if (relation === undefined) {
      const derived = model.derived.includes(name) && this.#derived(path, model, name, sure, where);
      this.#value(reads, path, part, { at: derived ? where.at + 1 : where.at, sure });
      return;
    }
    // It is asked for as soon as the record is there that it is read of.
    const at = where.at + 1;
    this.#hops.push({ path, relation, at, sure });
    this.#value(reads, path, models[relation.entity], { at, sure });
  }

  /** `stage_name` is the name of the stage: a relation too. Whether it is one, as `status_name` is not. */
  #derived(path: string, model: RecordModel, name: string, sure: boolean, where: Where): boolean {
    const relation = relationNamed(model, name.replace(/_name$/, ''));
    if (relation === undefined) return false;
    this.#hops.push({ path, relation, at: where.at + 1, sure });
    return true;
  }

  // ------------------------------------------------------------------- steps

  #steps(): readonly PlanStep[] {
    const last = Math.max(0, ...this.#uses.map(({ at }) => at), ...this.#hops.map(({ at }) => at));
    const steps: PlanStep[] = [];
    for (let at = 0; at <= last; at++) {
      const uses = this.#uses.filter((one) => one.at === at);
      const hops = this.#hops.filter((hop) => hop.at === at);
      steps.push(this.#step(at === 0 ? 'receivers' : 'before', uses, hops));
    }
    return steps.filter(({ asks }) => asks.length > 0);
  }

  #step(
    when: PlanStep['when'],
    uses: readonly { readonly use: DataUse; readonly asked: Asks }[],
    hops: readonly Hop[],
  ): PlanStep {
    const records = uses.filter(({ asked }) => asked.kind === 'records');
    const loaders = uses.flatMap(({ asked }) => (asked.kind === 'loader' ? [asked.loader] : []));
    const own = when === 'receivers' || records.length > 0 || hops.length > 0 ? 1 : 0;
    const spans = Math.max(0, ...records.map(({ asked }) => spanDepth(asked)));
    return {
      when,
      calls: own + spans,
      loaders: [...new Set(loaders)],
      asks: [
        ...(when === 'receivers' ? [this.#receiver()] : []),
        ...uses.map(({ use, asked }) => this.#planned(use, asked)),
        ...hops.map((hop) => this.#related(hop)),
      ],
    };
  }

  /** By custom_id or by e-mail, as they are named: both are tried at once. */
  #receiver(): PlannedRoot {
    const samples = [
      getRequest('contact', 'custom_id', 'receiver'),
      getRequest('contact', 'email', 'receiver@example.com'),
    ];
    const { receiverFields: fields } = this.facts;
    return {
      kind: 'root',
      name: 'receiver',
      samples: samples.map((one) => (fields ? { ...one, fields } : one)),
    };
  }

  #related({ path, relation, sure }: Hop): PlannedRelation {
    const { entity, keys } = relation;
    const reads = this.paths.related.get(entity);
    const samples: readonly DataRequest[] =
      entity === 'task' ? [tasks] : keys.map(({ remote }) => getRequest(entity, remote, '1'));
    return {
      kind: 'relation',
      path,
      entity,
      conditional: !sure,
      samples: samples.map((one) => withFields(one, reads)),
    };
  }

  #planned(use: DataUse, asked: Asks): PlannedUse {
    const reads = this.paths.of(use.tag);
    const rows = reads && asked.kind === 'records' && asked.binds === 'list' ? readsOfRows(reads) : reads;
    const sample = asked.kind === 'records' ? asked.sample : undefined;
    const everything = reads === undefined ? 'what is read of it is not known' : rows?.everything;
    const needs = [...use.needs]
      .filter((one) => (this.#ready.get(one) ?? 0) > 0)
      .map((one) => this.#names.get(one) ?? '');
    return {
      kind: 'tag',
      tag: use.tag.name,
      name: use.name,
      source: use.source,
      range: use.tag.open,
      words: asked.words,
      reads: reads === undefined ? [] : describePaths(reads, use.name),
      ...(everything !== undefined && { everything }),
      needs: [...new Set(needs)]
        .filter((name) => !needs.some((other) => other !== name && other.startsWith(name)))
        .sort(),
      under: use.guards,
      ...(sample && { sample: withFields(sample, rows) }),
    };
  }
}

interface Where {
  readonly at: number;
  /** No condition stands between it and the record that was bound. */
  readonly sure: boolean;
}

const tasks: DataRequest = {
  kind: 'list',
  entity: 'task',
  where: [{ path: ['deal_id'], lookup: 'exact', value: '1' }],
  order: { field: 'due_at', direction: 1 },
  timeZone: 'UTC',
};

const rootEntities: ReadonlyMap<string, Entity> = new Map([
  ['receiver', 'contact'],
  ['deal', 'deal'],
  ['event', 'event'],
]);

function withFields(sample: DataRequest, rows: Reads | undefined): DataRequest {
  if (sample.kind === 'stats') return sample;
  const fields = requestFields(sample, rows && fieldsOf(models[sample.entity], rows));
  return fields === undefined ? sample : { ...sample, fields };
}

/** The calls that filters over related records take before rows are chosen. */
function spanDepth(asked: Asks): number {
  if (asked.kind !== 'records' || asked.sample === undefined || asked.sample.kind === 'get') return 0;
  const { entity, where } = asked.sample;
  return Math.max(0, ...where.map(({ path }) => relationsOn(models[entity], path)));
}

function relationsOn(model: RecordModel, path: readonly string[]): number {
  let at: RecordModel | undefined = model;
  let count = 0;
  for (const name of path.slice(0, -1)) {
    if (at === undefined) return count;
    const relation = relationNamed(at, name);
    if (relation) count += 1;
    at = relation ? models[relation.entity] : partNamed(at, name);
  }
  return count;
}
