/**
 * A day without a time, as in `expected_close_date: "2025-06-30"`. Against instants it is the midnight that
 * begins it in the render's time zone.
 */
export class CalendarDate {
  constructor(
    readonly year: number,
    /** 1 to 12. */
    readonly month: number,
    readonly day: number,
  ) {}

  /** ISO 8601: `2025-06-30`. */
  toString(): string {
    const pad = (value: number, width: number) => String(value).padStart(width, '0');
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}
