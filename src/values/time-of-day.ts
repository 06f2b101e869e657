/** A time without a day, as an opening hour: Python's `time`. No zone is meant by it. */
export class TimeOfDay {
  constructor(
    /** 0 to 23. */
    readonly hour: number,
    readonly minute: number,
    readonly second: number = 0,
    readonly microsecond: number = 0,
  ) {}

  /** Reads `13:05`, `13:05:09` and `13:05:09.123456`; undefined where `text` is none of them. */
  static parse(text: string): TimeOfDay | undefined {
    const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?$/.exec(text);
    if (match === null) return undefined;
    const [, hour, minute, second = '0', fraction = '0'] = match;
    return new TimeOfDay(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(6, '0')));
  }

  /** ISO 8601: `13:05:00`. */
  toString(): string {
    const two = (value: number) => String(value).padStart(2, '0');
    const fraction = this.microsecond === 0 ? '' : `.${String(this.microsecond).padStart(6, '0')}`;
    return `${two(this.hour)}:${two(this.minute)}:${two(this.second)}${fraction}`;
  }

  toJSON(): string {
    return this.toString();
  }
}
