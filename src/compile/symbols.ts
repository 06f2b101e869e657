/** The names of one root template, each with its slot. Grows when a template is included at run time. */
export class Symbols {
  readonly #slots = new Map<string, number>();
  readonly names: string[] = [];
  readonly #lazy: ReadonlySet<string>;

  /** @param lazy names whose value costs a request, so that they are looked up at first use */
  constructor(lazy: ReadonlySet<string>) {
    this.#lazy = lazy;
  }

  isLazy(name: string): boolean {
    return this.#lazy.has(name);
  }

  slot(name: string): number {
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    const slot = this.names.length;
    this.#slots.set(name, slot);
    this.names.push(name);
    return slot;
  }
}
