import { readFileSync } from 'node:fs';

/** A value as a case file writes it: JSON, or an object whose `$t` names a kind of Python's. */
export type Encoded =
  | null
  | boolean
  | number
  | string
  | readonly Encoded[]
  | { readonly [name: string]: Encoded };

export interface CaseOptions {
  readonly autoescape?: boolean;
  readonly string_if_invalid?: string;
  readonly language?: string;
  readonly time_zone?: string;
  readonly use_tz?: boolean;
  /** The clock, UTC. */
  readonly now?: string;
  readonly current_timezone?: Encoded;
  /** Names that `load` may give, and the modules behind them. */
  readonly libraries?: Readonly<Record<string, string>>;
  /** Modules whose tags and filters are there without `load`. */
  readonly builtins?: readonly string[];
  readonly debug?: boolean;
}

/** What Django answers. */
export type Answer =
  | { readonly output: string }
  | { readonly value: Encoded }
  | { readonly error: { readonly type: string; readonly message?: string; readonly phase: string } };

/** One recorded case of Django's. */
export interface ConformanceCase {
  readonly id: string;
  readonly kind: 'template' | 'filter';
  readonly templates?: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly source?: string;
  readonly context?: Readonly<Record<string, Encoded>>;
  readonly filter?: string;
  readonly library?: string;
  readonly args?: readonly Encoded[];
  readonly kwargs?: Readonly<Record<string, Encoded>>;
  readonly options?: CaseOptions;
  readonly expected: Answer;
  readonly features?: { readonly tags?: readonly string[]; readonly filters?: readonly string[] };
  readonly differs_on?: Readonly<Record<string, Answer>>;
}

/** Every answer that a case accepts: the recorded one, and those of Django's other versions. */
export const acceptedAnswers = (one: ConformanceCase): readonly Answer[] => [
  one.expected,
  ...Object.values(one.differs_on ?? {}),
];

/**
 * The cases of a file: a list of them, or an object that holds one under `cases`.
 *
 * @throws {Error} for a file that holds neither
 */
export function readConformanceCases(file: string): readonly ConformanceCase[] {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const cases = Array.isArray(read) ? read : (read as { readonly cases?: unknown }).cases;
  if (!Array.isArray(cases)) throw new Error(`${file} holds no list of cases`);
  return cases as readonly ConformanceCase[];
}
