import { entities, models } from '../../data/entities.js';
import { fieldNamed, partNamed, relationNamed } from '../../data/fields.js';
import type { Entity, RecordModel, Relation } from '../../data/model.js';
import { derivedFrom, Reads, readsOfRows } from '../../data/reads.js';
import type { Walk } from './walk.js';

/**
 * What is read of the records of each kind that relations lead to, and of the roots: a record has one answer,
 * whichever way it is reached.
 */
export function relatedReads({ data, roots, open }: Walk): ReadonlyMap<Entity, Reads> {
  const related = new Related();
  if (open !== undefined) for (const entity of entities) related.of(entity).readAll(open);
  related.root('contact', roots.get('receiver'));
  related.root('deal', roots.get('deal'));
  related.root('event', roots.get('event'));
  for (const { reads, records } of data.values()) {
    if (records) related.below(models[records.entity], records.many ? readsOfRows(reads) : reads);
  }
  return related.found;
}

class Related {
  readonly found = new Map<Entity, Reads>();

  of(entity: Entity): Reads {
    const reads = this.found.get(entity) ?? new Reads();
    this.found.set(entity, reads);
    return reads;
  }

  root(entity: Entity, reads: Reads | undefined): void {
    if (reads === undefined) return;
    this.of(entity).add(reads);
    this.below(models[entity], reads);
  }

  /** Notes what is read of the records that these reads of one record lead to. */
  below(model: RecordModel, reads: Reads): void {
    if (reads.isWhole) this.#everything(model, reads.everything ?? 'it is printed whole', new Set());
    for (const [name, member] of reads.members) this.#member(model, name, member);
  }

  #member(model: RecordModel, name: string, reads: Reads): void {
    const field = fieldNamed(model, name);
    if (field) {
      const part = partNamed(model, field.name);
      if (part) this.below(part, readsOfRows(reads));
      return;
    }
    const relation = relationNamed(model, name);
    if (relation) this.#relation(relation, reads);
    else if (model.derived.includes(name)) {
      for (const [one, derived] of derivedFrom(name)) {
        const behind = relationNamed(model, one);
        if (behind) this.#relation(behind, derived);
      }
    }
  }

  #relation({ entity, many }: Relation, reads: Reads): void {
    const rows = many ? readsOfRows(reads) : reads;
    this.of(entity).add(rows);
    this.below(models[entity], rows);
  }

  /** Whoever gets a whole record may follow its relations, and theirs. */
  #everything(model: RecordModel, reason: string, seen: Set<RecordModel>): void {
    if (seen.has(model)) return;
    seen.add(model);
    for (const { entity } of model.relations) {
      this.of(entity).readAll(reason);
      this.#everything(models[entity], reason, seen);
    }
    for (const part of Object.values(model.parts)) this.#everything(part(), reason, seen);
  }
}
