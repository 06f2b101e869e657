import { convertAmount } from '../values/exchange.js';
import { type Asker, type Members, member } from '../values/members.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';
import { PENDING, type Value } from '../values/value.js';
import { isEmpty } from './comparable.js';
import { dealStatuses, models } from './entities.js';
import { fieldNamed, own, partNamed, readField, relationNamed } from './fields.js';
import { isRow, keyText, productRequests, relationRequests } from './keys.js';
import type { Field, RecordModel, Relation } from './model.js';
import type { ListRequest, Row } from './request.js';
import { dependsOnZone, typedValue } from './typed-value.js';

/** Whether templates may read an attribute, by the model's name for it. */
export type Readable = (kind: RecordModel['name'], attribute: string) => boolean;

const statusNames = new Map([...dealStatuses].map(([name, number]) => [number, name]));

/**
 * A CRM record as a template sees it: standard fields typed, custom attributes flat and as they were sent,
 * relations asked for when they are read. A name that it has no value for is undefined, which for a known
 * record means *blank* rather than missing (LANGUAGE §3, Strict).
 *
 * @example new DataRecord(models.deal, { id: 1, value: 149.9 })[member]('value', asker) // 149.90
 */
export class DataRecord implements Members {
  readonly #typed = new Map<string, Value>();

  constructor(
    readonly model: RecordModel,
    readonly row: Row,
    /** Absent: all of it is. */
    readonly readable?: Readable | undefined,
  ) {}

  [member](name: string, asker: Asker): Value {
    if (this.readable !== undefined && this.#refuses(name, asker)) return undefined;
    const kept = this.#typed.get(name);
    if (kept !== undefined) return kept;
    const field = fieldNamed(this.model, name);
    if (field) {
      if (field.name === 'customers') return this.#customers(readField(this.row, field));
      const part = partNamed(this.model, field.name);
      const raw = readField(this.row, field);
      if (part)
        return this.#keep(name, Array.isArray(raw) ? raw.map((item) => this.#record(part, item)) : raw);
      if (field.convertedFrom !== undefined && isEmpty(raw)) return this.#converted(field, raw, asker);
      const zone = asker.timeZone ?? 'UTC';
      const value = typedValue(field, this.row, raw, zone);
      return dependsOnZone(field, raw) ? value : this.#keep(name, value);
    }
    const relation = relationNamed(this.model, name);
    if (relation) return this.#related(relation, asker);
    const sent = own(this.row, name);
    if (sent !== undefined) return sent;
    return this.model.derived.includes(name) ? this.#derived(name, asker) : undefined;
  }

  memberNames(): readonly string[] {
    const names = new Set<string>();
    for (const name of Object.keys(this.row)) names.add(fieldNamed(this.model, name)?.name ?? name);
    if (names.has('status') && this.model.derived.includes('status_name')) names.add('status_name');
    return this.readable === undefined ? [...names] : [...names].filter((name) => this.#isReadable(name));
  }

  /** By its kind and id, whichever way it was reached: as Django compares records of its models. */
  memberIdentity(): string | undefined {
    const id = fieldNamed(this.model, 'id') && this.id;
    return id === undefined ? undefined : `${this.model.name} ${id}`;
  }

  /** The related record for the engine's own use, of which no policy keeps anything. */
  relation(name: string, asker: Asker): Value {
    const relation = relationNamed(this.model, name);
    return relation && this.#related(relation, asker);
  }

  /** The record's id as text; undefined for an order line. */
  get id(): string | undefined {
    return keyText(own(this.row, 'id'));
  }

  /** An amount that is not stored, by the rates of this render; as it was sent where they do not reach. */
  #converted({ convertedFrom = '', fixedCurrency = '' }: Field, raw: unknown, { rates }: Asker): Value {
    if (!this.#isReadable(convertedFrom)) return raw;
    const from = fieldNamed(this.model, convertedFrom);
    if (rates === undefined || from === undefined) return raw;
    const amount = typedValue(from, this.row, readField(this.row, from), 'UTC');
    if (!(amount instanceof ScaledDecimal) || amount.currency === undefined) return raw;
    return convertAmount(amount, amount.currency, fixedCurrency, rates) ?? raw;
  }

  /** Whether the policy keeps it from templates; then the asker is told. */
  #refuses(name: string, asker: Asker): boolean {
    if (this.#isReadable(name)) return false;
    asker.refuse?.(this.model.plural, name);
    return true;
  }

  #isReadable(name: string): boolean {
    const attribute = fieldNamed(this.model, name)?.name ?? name;
    return this.readable?.(this.model.name, attribute) ?? true;
  }

  /** The contacts that a Countertop deal holds. */
  #customers(raw: unknown): Value {
    if (this.readable === undefined || !Array.isArray(raw)) return raw;
    return raw.map((item) => this.#record(models.contact, item));
  }

  #record(model: RecordModel, item: unknown): Value {
    return isRow(item) ? new DataRecord(model, item, this.readable) : item;
  }

  #keep(name: string, value: Value): Value {
    this.#typed.set(name, value);
    return value;
  }

  /** A relation that the payload already holds is taken from there. */
  #related(relation: Relation, asker: Asker): Value {
    const sent = own(this.row, relation.name);
    const model = models[relation.entity];
    if (relation.many) {
      if (Array.isArray(sent))
        return this.#keep(
          relation.name,
          sent.map((item) => this.#record(model, item)),
        );
      return relation.entity === 'product' ? this.#products(asker) : this.#tasks(asker);
    }
    if (isRow(sent)) return this.#keep(relation.name, this.#record(model, sent));
    for (const request of relationRequests(this.model, this.row, relation)) {
      const answer = asker.ask(request);
      if (answer !== null) return answer;
    }
    if (relation.name === 'contact') {
      const customers = own(this.row, 'customers');
      const first: unknown = Array.isArray(customers) ? customers[0] : undefined;
      if (isRow(first)) return this.#keep('contact', this.#record(model, first));
    }
    return null;
  }

  /** The products that still exist. All are asked for before the first is waited for. */
  #products(asker: Asker): Value {
    const answers = productRequests(this.row).map((request) => asker.ask(request));
    return answers.includes(PENDING) ? PENDING : answers.filter((answer) => answer !== null);
  }

  #tasks(asker: Asker): Value {
    const id = this.id;
    if (id === undefined) return [];
    const request: ListRequest = {
      kind: 'list',
      entity: 'task',
      where: [{ path: ['deal_id'], lookup: 'exact', value: id }],
      order: { field: 'due_at', direction: 1 },
      timeZone: asker.timeZone ?? 'UTC',
    };
    return asker.ask(request);
  }

  #derived(name: string, asker: Asker): Value {
    if (name === 'status_name') {
      const status = this[member]('status', asker);
      return typeof status === 'number' ? statusNames.get(status) : undefined;
    }
    const relation = relationNamed(this.model, name === 'stage_name' ? 'stage' : 'pipeline');
    if (!relation || this.#refuses(relation.name, asker)) return undefined;
    const found = this.#related(relation, asker);
    if (found instanceof DataRecord) return found[member]('name', asker);
    if (found === PENDING || name !== 'pipeline_name') return found === PENDING ? PENDING : undefined;
    const byStage = relationNamed(this.model, 'stage');
    if (byStage === undefined || this.#refuses(byStage.name, asker)) return undefined;
    const stage = this.#related(byStage, asker);
    if (!(stage instanceof DataRecord)) return stage === PENDING ? PENDING : undefined;
    const ofStage = relationNamed(stage.model, 'pipeline');
    const pipeline = ofStage && stage.#related(ofStage, asker);
    if (pipeline instanceof DataRecord) return pipeline[member]('name', asker);
    return pipeline === PENDING ? PENDING : undefined;
  }
}

/** Whether what is unset below a value is blank instead of missing: it is a record that was found. */
export const isKnownRecord = (value: Value): value is DataRecord => value instanceof DataRecord;
