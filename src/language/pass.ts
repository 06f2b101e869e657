import type { Reads } from '../data/reads.js';
import type { Readable } from '../data/record.js';
import type { DataRequest } from '../data/request.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { FilterRuntime } from '../values/settings.js';
import type { Pending, Value } from '../values/value.js';
import type { Translator } from './catalogues.js';

/** A piece of a template, compiled: what it prints in this pass. */
export type Emit = (pass: Pass) => string;

/** An expression, compiled: its value in this pass; `PENDING` while data is on its way. */
export type Evaluate = (pass: Pass) => Value;

/** A condition, compiled. */
export type Test = (pass: Pass) => boolean | Pending;

/**
 * One pass over a template for one receiver, as tags and filters see it. A pass is synchronous and pure:
 * what it cannot know yet it asks for, and goes on with `PENDING`.
 */
export interface Pass extends FilterRuntime {
  /** The values of names now, by the number that `TagCompiler.slot` gave; shallow binding: save, set, restore. */
  slots: Value[];
  /**
   * The answer where it has come, else `PENDING`; the request goes out after this pass.
   *
   * @param reads what the template reads of each record of the answer; everything, if absent
   */
  ask(request: Ask, reads?: Reads): Value;
  /** Whether something asked for is on its way: the text of this pass will not be used, and means nothing. */
  readonly waiting: boolean;
  /** State that a tag keeps through one rendering of its template: cycle, ifchanged. New in every pass. */
  memory<T>(owner: object, make: () => T): T;
  /** Runs an included template: one level deeper, with a memory of its own. */
  nested(emit: Emit): string;
  /** The limit of output, checked by whoever accumulates. */
  readonly maxOutput: number;
  /** Ends this render as failed, because `limit` was passed. */
  exceed(limit: LimitName): never;
  /** Reports something of a place of the template: made once, counted each time. */
  report(place: object, make: () => Diagnostic): void;
  /** The value of a root that is looked up at first use, kept in its slot. */
  resolve(slot: number, name: string): Value;
  /** Ends the message for this receiver as skipped; nothing while data is on its way. */
  skip(diagnostic: Diagnostic): void;
  /** Django's STATIC_URL and MEDIA_URL; '' unless the engine was given them. */
  readonly staticUrl: string;
  readonly mediaUrl: string;
  /** The URL of a name, from the engine's option; undefined where there is none. */
  url(name: string, positional: readonly Value[], named: ReadonlyMap<string, Value>): string | undefined;
  /** Gives names that were first met while this pass runs (in an included template) what they begin with. */
  grow(): void;
  /** Remembers the scope as it is: what comes back puts it so again, after a failure that is forgiven. */
  mark(): () => void;
  /** Runs a block: one level deeper. */
  deeper(emit: Emit): string;
  /** Messages in the language of this place. */
  readonly translator: Translator;
  /** The languages that messages may be in: `pl`, `pt-br`. */
  readonly languages: readonly string[];
  /** Runs `emit` in other surroundings, what it includes too. */
  within(surroundings: Surroundings, emit: Emit): string;
  /** Notes what each node prints, in a traced render. */
  readonly log: Log | undefined;
  /** `all`: blank values are errors too. */
  readonly strict: boolean | 'all';
  readonly scopes: ReadonlySet<Scope>;
  /** What templates may read of records; undefined for all of it. */
  readonly readable: Readable | undefined;
  /** The contact's keys, for requests on behalf of the receiver; undefined where there is none. */
  readonly owner: ReceiverKeys | undefined;
  /** The most records that one data tag may bind. */
  readonly rowLimit: number;
  /** Pays for records bound, from the render's budget of rows. */
  countRows(count: number): void;
}

/** What a tag may set for its body; what is absent stays as it is. */
export interface Surroundings {
  /** Null is no language at all: nothing is translated, formats are English. */
  readonly locale?: string | null;
  /** Null is the zone of the whole render. */
  readonly timeZone?: string | null;
  readonly localised?: boolean;
  readonly localTime?: boolean;
}

/** The log of a traced render: entered and left by every node. */
export interface Log {
  enter(node: Range, source: SourceText): number;
  /** @param folds what was noted since `enter` becomes the children of one entry */
  leave(mark: number, length: number, path: string | undefined, folds: boolean): void;
}

export type LimitName = 'steps' | 'output' | 'depth' | 'rows' | 'calls';

/** Whose records a data tag reads. */
export type Scope = 'receiver' | 'company' | 'all';

export interface ReceiverKeys {
  readonly contact: Keys;
  readonly company?: Keys;
}

export interface Keys {
  readonly id?: string;
  readonly custom_id?: string;
  readonly email?: string;
}

/** What a pass can ask for: records of the engine's source, or anything that a batched loader knows. */
export type Ask = DataRequest | LoadRequest;

/** A request to a loader of its own: a custom data tag's, or the one for templates. */
export interface LoadRequest {
  readonly kind: 'load';
  readonly loader: Loader;
  /** Equal requests have equal keys, within a loader. */
  readonly key: string;
  readonly request: unknown;
}

/** Answers many requests in one call, in their order. An `Error` in the list fails that request alone. */
export interface Loader {
  readonly name: string;
  load(requests: readonly unknown[], options: { readonly signal?: AbortSignal }): Promise<readonly unknown[]>;
}

/** Why a render ends early. Thrown inside a pass, never out of the engine. */
export class RenderFailure extends Error {
  override readonly name = 'RenderFailure';
  constructor(
    readonly diagnostic: (where: FailurePlace) => Diagnostic,
    message: string,
  ) {
    super(message);
  }
}

/**
 * An expression that cannot be evaluated: a filter refuses its input, or its argument is not there. An
 * operator of `if` takes it for false, as Django does.
 */
export class ExpressionFailure extends RenderFailure {
  constructor(
    diagnostic: (where: FailurePlace) => Diagnostic,
    message: string,
    /** A variable is not there; `if` takes even that alone for false. */
    readonly missing: boolean = false,
  ) {
    super(diagnostic, message);
  }
}

export interface FailurePlace {
  readonly source: SourceText;
  readonly range: Range;
}
