import { models } from '../../data/entities.js';
import type { Entity } from '../../data/model.js';
import { AnyFact, type Fact, Facts } from './facts.js';
import type { Readable } from './readable.js';

/** What a source knows of a database's rows. It only grows. */
export class LearnedFacts {
  readonly #facts = new Map<Entity, Facts>();

  /** @param learned whether no facts are to be asked for */
  constructor(
    readonly database: Readable,
    public learned: boolean,
  ) {}

  of(entity: Entity): Facts {
    let facts = this.#facts.get(entity);
    if (!facts) {
      facts = this.database.dialect.facts ? new Facts() : new AnyFact();
      this.#facts.set(entity, facts);
    }
    return facts;
  }

  async learn(signal: AbortSignal | undefined): Promise<void> {
    const statement = this.database.dialect.facts?.();
    const lines = statement ? await this.database.lines(statement, signal) : [];
    for (const [plural, name, fact] of lines) {
      const model = Object.values(models).find((one) => one.plural === plural);
      if (model) this.of(model.name as Entity).add(String(name), fact as Fact);
    }
    this.learned = true;
  }
}
