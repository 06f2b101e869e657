import { models } from './entities.js';
import { fieldNamed, relationNamed } from './fields.js';
import type { RecordModel, Relation } from './model.js';
import type { Fields, GetRequest, ListRequest } from './request.js';

/**
 * What a template reads of a value: a tree of the names that it looks up below it. It is filled by the
 * analysis of the template, and then only read.
 *
 * @example
 * // {% for deal in list %}{{ deal.name }}{% endfor %}
 * const list = new Reads();
 * list.elements().member('name').readText();
 */
export class Reads {
  /** Why everything below may be read: a phrase such as `it is printed whole`. Undefined where all is known. */
  everything: string | undefined;
  /**
   * Whether the value is looked up wherever the record that holds it is reached: under no `if`, so that
   * fetching it with the record is never in vain.
   */
  certain = false;
  /** Whether it is printed, compared or given to a filter as it is. Of a record that is everything. */
  text = false;
  readonly #members = new Map<string, Reads>();
  #elements: Reads | undefined;

  /** Everything below may be read, relations too. */
  static whole(reason: string): Reads {
    const reads = new Reads();
    reads.readAll(reason);
    return reads;
  }

  /** What is read of the member called `name`. */
  member(name: string): Reads {
    let found = this.#members.get(name);
    if (found === undefined) {
      found = new Reads();
      this.#members.set(name, found);
    }
    return found;
  }

  /** What is read of each element of a list. */
  elements(): Reads {
    this.#elements ??= new Reads();
    return this.#elements;
  }

  readText(): void {
    this.text = true;
  }

  /** The first reason stays. */
  readAll(reason: string): void {
    this.everything ??= reason;
  }

  get members(): ReadonlyMap<string, Reads> {
    return this.#members;
  }

  /** Undefined where no element is looked at. */
  get ofElements(): Reads | undefined {
    return this.#elements;
  }

  /** Whether more may be read of it than that it is there. */
  get isWhole(): boolean {
    return this.text || this.everything !== undefined;
  }

  /** Adds all that is read of another value to what is read of this one. What is certain of either stays so. */
  add(other: Reads): void {
    if (other === this) return;
    this.everything ??= other.everything;
    this.text ||= other.text;
    this.certain ||= other.certain;
    for (const [name, reads] of other.members) this.member(name).add(reads);
    if (other.ofElements) this.elements().add(other.ofElements);
  }
}

/** `list.0` and a bound list's `list.first` are records of the list, as its elements are. */
export const isElement = (name: string): boolean => name === 'first' || name === 'last' || /^\d+$/.test(name);

/**
 * What is read of each record, where `reads` is of a list of records.
 *
 * @example // {{ list.first.name }}{{ list|length }}: the name
 */
export function readsOfRows(reads: Reads): Reads {
  const rows = new Reads();
  if (reads.everything !== undefined) rows.readAll(reads.everything);
  if (reads.text) rows.readAll('the list is printed whole');
  if (reads.ofElements) rows.add(reads.ofElements);
  for (const [name, one] of reads.members) {
    if (!isElement(name)) continue;
    const some = new Reads();
    some.add(one);
    uncertain(some);
    rows.add(some);
  }
  return rows;
}

/** What is read of one record of a list need not be read of the others. */
function uncertain(reads: Reads): void {
  reads.certain = false;
  for (const member of reads.members.values()) uncertain(member);
  if (reads.ofElements) uncertain(reads.ofElements);
}

// ------------------------------------------------------------------ fields

/**
 * The attributes that a row must have so that all that is read of its record is there: names as the model has
 * them, what relations and derived names go by, the currency of an amount, and always `id`.
 *
 * @param reads of a record; absent, everything
 * @returns undefined where everything may be read
 * @example // {{ deal.value }} {{ deal.stage_name }}: id, value, currency, stage_name, stage
 */
export function fieldsOf(model: RecordModel, reads: Reads | undefined): Fields | undefined {
  if (reads === undefined || reads.isWhole) return undefined;
  const names = new Set(['id']);
  for (const name of reads.members.keys()) for (const one of attributesFor(model, name)) names.add(one);
  return [...names].sort();
}

/** The attributes that the answer to `record.name` is made from. */
function attributesFor(model: RecordModel, name: string): readonly string[] {
  const field = fieldNamed(model, name);
  if (field) {
    const beside = field.currency === undefined ? [] : [field.currency];
    // By exchange rates, where no amount is stored.
    const from = field.convertedFrom === undefined ? [] : attributesFor(model, field.convertedFrom);
    return [field.name, ...beside, ...from];
  }
  const relation = relationNamed(model, name);
  // A payload may hold the related record itself, under the relation's name.
  if (relation) return [name, ...keysOf(model, relation)];
  if (!model.derived.includes(name)) return [name];
  return [
    name,
    ...derivedFrom(name).flatMap(([one]) => [...attributesFor(model, one), ...spanned(model, one)]),
  ];
}

/** The attributes by which a relation's records are found. */
function keysOf(model: RecordModel, { name, keys }: Relation): readonly string[] {
  const locals = keys.map(({ local }) => fieldNamed(model, local)?.name ?? local);
  if (name === 'contact' && fieldNamed(model, 'customers')) return [...locals, 'customers'];
  // Where no SKUs are listed they are those of the order lines.
  return name === 'products' ? [...locals, 'order_products'] : locals;
}

/** What a derived name is derived from: a field, or relations with what is read of each. */
export function derivedFrom(name: string): readonly (readonly [name: string, reads: Reads])[] {
  switch (name) {
    case 'status_name':
      return [['status', new Reads()]];
    case 'stage_name':
      return [['stage', reading('name')]];
    case 'pipeline_name':
      return [
        ['pipeline', reading('name')],
        ['stage', reading('pipeline', 'name')],
      ];
    default:
      return [];
  }
}

function reading(...path: readonly string[]): Reads {
  const reads = new Reads();
  path.reduce((at, name) => at.member(name), reads).readText();
  return reads;
}

/**
 * A request's fields with those that filtering, ordering and cutting its rows takes.
 *
 * @param fields what is read of the rows; undefined for everything
 */
export function requestFields(
  request: GetRequest | ListRequest,
  fields: Fields | undefined,
): Fields | undefined {
  if (fields === undefined || request.kind === 'get') return fields;
  const model = models[request.entity];
  const names = new Set(fields);
  const add = (name: string) => {
    for (const one of attributesFor(model, name)) names.add(one);
  };
  add(request.order.field);
  if (request.window) add(request.window.field);
  for (const { path } of request.where) {
    add(path[0]);
    // A path may end in a name that is a relation and a field: `pipeline__name`.
    if (path.length > 1) for (const one of spanned(model, path[0])) names.add(one);
  }
  return [...names].sort();
}

const spanned = (model: RecordModel, name: string): readonly string[] => {
  const relation = relationNamed(model, name);
  return relation ? [name, ...keysOf(model, relation)] : [];
};

/** Whether a row that was asked for with `have` has all of `want`; undefined is everything. */
export function covers(have: Fields | undefined, want: Fields | undefined): boolean {
  if (have === undefined || have === want) return true;
  return want?.every((name) => have.includes(name)) ?? false;
}

/** What two uses of the same rows read together. */
export function unionOf(a: Fields | undefined, b: Fields | undefined): Fields | undefined {
  if (a === b) return a;
  return a === undefined || b === undefined ? undefined : [...new Set([...a, ...b])].sort();
}
