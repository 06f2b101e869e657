/** Past so much work the walk gives up: templates that include each other in circles may have no end. */
const most = 300_000;

/** The walk is given up. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Counts nodes walked and values handled. */
export class Budget {
  #spent = 0;

  /** @throws {TooLarge} */
  spend(units: number): void {
    this.#spent += units;
    if (this.#spent > most) throw new TooLarge('the template is too large to follow');
  }
}
