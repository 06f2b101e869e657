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
 * @throws {Error} for a file that holds neither, or something in the list that is not a case
 */
export function readConformanceCases(file: string): readonly ConformanceCase[] {
  const read = parse(file);
  const cases: unknown = Array.isArray(read) ? read : (read as { readonly cases?: unknown } | null)?.cases;
  if (!Array.isArray(cases)) throw new Error(`${file} holds no list of cases`);
  const wrong = cases.findIndex((one) => !isCase(one));
  if (wrong !== -1) {
    throw new Error(
      `${file}: number ${wrong + 1} is not a case: it needs an id, a kind and what is expected`,
    );
  }
  return cases as readonly ConformanceCase[];
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw error instanceof SyntaxError ? new Error(`${file} is not JSON: ${error.message}`) : error;
  }
}

function isCase(one: unknown): boolean {
  if (typeof one !== 'object' || one === null) return false;
  const { id, kind, expected } = one as Partial<ConformanceCase>;
  const known = kind === 'template' || kind === 'filter';
  return typeof id === 'string' && known && typeof expected === 'object' && expected !== null;
}
