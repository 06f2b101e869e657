import { models } from '../../data/entities.js';
import { own, readAttribute } from '../../data/fields.js';
import { keyText } from '../../data/keys.js';
import type { Entity } from '../../data/model.js';
import type { Owner, Row } from '../../data/request.js';
import { usercomRow } from './rows.js';

type OwnerKeys = readonly (readonly [field: string, value: string])[];

/** The rows of a list as its pages come in: each record once, and none of another owner. */
export class TakenRows {
  readonly #rows = new Map<string, Row>();
  readonly #keys: OwnerKeys;

  constructor(
    readonly entity: Entity,
    readonly owner: Owner | undefined,
  ) {
    this.#keys = keysOf(entity, owner);
  }

  get rows(): readonly Row[] {
    return [...this.#rows.values()];
  }

  /** Takes a page's items; or says what is wrong with them. */
  take(items: readonly unknown[]): string | undefined {
    let others = 0;
    for (const item of items) {
      const row = usercomRow(this.entity, item);
      if (!row) return 'has an item that is no record';
      if (this.#isAnothers(row)) others++;
      else this.#add(row);
    }
    // A service leaves out a filter that it does not know. Everybody's records are not paged through then.
    return others > 0 && others === items.length
      ? 'is the records of others: its filter is not obeyed'
      : undefined;
  }

  #add(row: Row): void {
    const key = keyText(own(row, 'id')) ?? ` ${this.#rows.size}`;
    if (!this.#rows.has(key)) this.#rows.set(key, this.#withOwner(row));
  }

  /** Whether it says whose it is, be it nobody's, and by no key that of the owner who was asked for. */
  #isAnothers(row: Row): boolean {
    const said = this.#keys
      .map(([field, value]) => [readAttribute(models[this.entity], row, field), value] as const)
      .filter(([found]) => found !== undefined);
    return said.length > 0 && said.every(([found, value]) => keyText(found) !== value);
  }

  /**
   * With its owner's keys, where the list stands below the owner and its records do not name them again. A deal
   * that has a list of customers is the owner's by that.
   */
  #withOwner(row: Row): Row {
    const list = this.owner && models[this.entity].owners[this.owner.entity]?.list;
    if (list !== undefined && Array.isArray(own(row, list))) return row;
    const isNamed = this.#keys.some(
      ([field]) => readAttribute(models[this.entity], row, field) !== undefined,
    );
    return isNamed ? row : { ...row, ...Object.fromEntries(this.#keys) };
  }
}

/** The fields by which a record names the owner, with what stands there. */
function keysOf(entity: Entity, owner: Owner | undefined): OwnerKeys {
  const fields = owner && models[entity].owners[owner.entity];
  if (!fields) return [];
  return (['id', 'custom_id'] as const).flatMap((key) => {
    const value = owner[key];
    return value === undefined ? [] : [[fields[key], value] as const];
  });
}
