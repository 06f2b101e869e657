import type { Row } from '../../data/request.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Range, SourceText } from '../../diagnostics/source-text.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';

/** A row and where it stands in its file. */
export interface PlacedRow {
  readonly row: Row;
  readonly source: SourceText;
  readonly range: Range;
}

export interface ReadRows {
  readonly rows: readonly PlacedRow[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A parsed JSON value as rows hold it: whole numbers that a JavaScript number holds exactly become one, all
 * others keep their digits. Every key becomes an own property, `__proto__` too.
 */
export function rowValue(value: unknown): unknown {
  if (value instanceof ScaledDecimal) return wholeNumber(value) ?? value;
  if (Array.isArray(value)) return value.map(rowValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, rowValue(item)]));
  }
  return value;
}

function wholeNumber(value: ScaledDecimal): number | undefined {
  if (value.scale > 0) return undefined;
  const number = value.value.toNumber();
  return Number.isSafeInteger(number) && !Object.is(number, -0) ? number : undefined;
}

/** The number that a text writes; undefined for `007`, `+1`, `1e5` and whatever else a person might mean as text. */
export function plainNumber(text: string): number | ScaledDecimal | undefined {
  if (!/^-?(?:0|[1-9]\d{0,99})(?:\.\d{1,99})?$/.test(text)) return undefined;
  const read = ScaledDecimal.parse(text);
  return read && (wholeNumber(read) ?? read);
}
