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
  readonly #members = new Map<string, Reads>();
  #elements: Reads | undefined;

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

  get members(): ReadonlyMap<string, Reads> {
    return this.#members;
  }

  /** Undefined where no element is looked at. */
  get ofElements(): Reads | undefined {
    return this.#elements;
  }
}
