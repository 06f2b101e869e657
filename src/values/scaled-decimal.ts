import { Decimal } from 'decimal.js';

/** Enough digits for any amount that a CRM stores, and for exact products of two of them. */
export const ExactDecimal = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_EVEN });

const literal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/;

/**
 * A decimal number that keeps the digits it was written with: `149.90` stays `149.90`, which neither a
 * binary float nor decimal.js does. `scale` is SQL's: the count of digits after the point.
 *
 * @example ScaledDecimal.parse('149.90')?.toString() // '149.90'
 * @example ScaledDecimal.parse('149.9')?.padTo(2).toString() // '149.90'
 */
export class ScaledDecimal {
  constructor(
    readonly value: Decimal,
    readonly scale: number = Math.max(0, value.decimalPlaces()),
    /** The ISO 4217 code that stands beside an amount of money, for the `money` filter. */
    readonly currency?: string,
  ) {}

  /** Reads a JSON or SQL number; undefined where `text` is none. An exponent is written out: 1e3 is 1000. */
  static parse(text: string): ScaledDecimal | undefined {
    const trimmed = text.trim();
    if (!literal.test(trimmed)) return undefined;
    const [mantissa = '', exponent = '0'] = trimmed.toLowerCase().split('e');
    const written = mantissa.split('.')[1]?.length ?? 0;
    return new ScaledDecimal(new ExactDecimal(trimmed), Math.max(0, written - Number(exponent)));
  }

  /** At least `digits` after the point; never fewer than there are, so nothing is rounded. */
  padTo(digits: number): ScaledDecimal {
    return digits <= this.scale ? this : new ScaledDecimal(this.value, digits, this.currency);
  }

  /** The same amount in `currency`; nothing is converted. */
  withCurrency(currency: string): ScaledDecimal {
    return new ScaledDecimal(this.value, this.scale, currency);
  }

  toString(): string {
    return this.value.toFixed(this.scale);
  }

  toJSON(): string {
    return this.toString();
  }
}
