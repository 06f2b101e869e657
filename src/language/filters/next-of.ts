/**
 * Finds the next character of a kind, from any place of one text and in any order, in time that stays linear
 * in the text: searches that have cost more than the text is long are answered from a table.
 */
export class NextOf {
  private spent = 0;
  private table: Int32Array | undefined;

  constructor(
    private readonly text: string,
    private readonly isOne: (unit: number) => boolean,
  ) {}

  /** The first place from `from` on; the length of the text where there is none. */
  at(from: number): number {
    if (from >= this.text.length) return this.text.length;
    if (this.table !== undefined) return this.table[from] ?? this.text.length;
    let i = from;
    while (i < this.text.length && !this.isOne(this.text.charCodeAt(i))) i++;
    this.spent += i - from;
    if (this.spent > 2 * this.text.length) this.table = this.build();
    return i;
  }

  private build(): Int32Array {
    const table = new Int32Array(this.text.length);
    let next = this.text.length;
    for (let i = this.text.length - 1; i >= 0; i--) {
      if (this.isOne(this.text.charCodeAt(i))) next = i;
      table[i] = next;
    }
    return table;
  }
}
