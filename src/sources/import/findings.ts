import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Position } from '../../diagnostics/source-text.js';
import { FilePlace } from './place.js';

/** A kind of fault of a file's rows: how often it was met, and where first. Plain JSON, to be noted. */
export interface Finding extends Position {
  readonly code: Diagnostic['code'];
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly help?: string;
  readonly offset: number;
  readonly count: number;
}

/** Faults by their kind: a file of a million rows may have a million of them. */
export class Findings {
  readonly #byKind = new Map<string, Finding>();

  constructor(before: readonly Finding[] = []) {
    for (const one of before) this.#byKind.set(kindOf(one), one);
  }

  add({ code, severity, message, help, source, range }: Diagnostic): void {
    const known = this.#byKind.get(kindOf({ code, severity }));
    const first = known ?? {
      ...{ code, severity, message, offset: range.start, count: 0 },
      ...source.position(range.start),
      ...(help !== undefined && { help }),
    };
    this.#byKind.set(kindOf({ code, severity }), { ...first, count: first.count + 1 });
  }

  get all(): readonly Finding[] {
    return [...this.#byKind.values()];
  }
}

const kindOf = ({ code, severity }: Pick<Finding, 'code' | 'severity'>): string => `${severity} ${code}`;

/** A finding as a diagnostic on its first place. */
export function diagnosticOf(name: string, { line, column, offset, ...rest }: Finding): Diagnostic {
  return {
    ...rest,
    source: new FilePlace(name, { line, column }),
    range: { start: offset, end: offset },
  };
}
