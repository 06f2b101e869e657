import { models } from '../data/entities.js';
import type { Reads } from '../data/reads.js';
import type { Readable } from '../data/record.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { type Catalogues, noLanguage, type Translator } from '../language/catalogues.js';
import {
  type Ask,
  type Emit,
  type FailurePlace,
  type LimitName,
  type Log,
  type Pass,
  type ReceiverKeys,
  RenderFailure,
  type Scope,
  type Surroundings,
} from '../language/pass.js';
import type { ExchangeRates } from '../values/exchange.js';
import { lookup } from '../values/lookup.js';
import type { RenderSettings } from '../values/settings.js';
import { PENDING, type Value } from '../values/value.js';
import type { Answers } from './answers.js';
import type { Limits } from './limits.js';
import type { Program } from './program.js';
import { randomSequence } from './random.js';
import type { Roots } from './roots.js';

/** What stays the same through all passes of one render. */
export interface PassSettings extends RenderSettings {
  readonly strict: boolean | 'all';
  readonly scopes: ReadonlySet<Scope>;
  readonly readable?: Readable | undefined;
  readonly limits: Limits;
  /** Where `random` starts: the same text, the same sequence. */
  readonly seed: string;
  readonly urls: Urls | undefined;
  readonly staticUrl: string;
  readonly mediaUrl: string;
  readonly catalogues: Catalogues;
  readonly rates?: ExchangeRates | undefined;
}

/** Makes the URLs of the `url` tag: undefined where there is none of that name. */
export type Urls = (
  name: string,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
) => string | undefined;

/** Ends a pass because the template said `skip`. Never leaves the engine. */
export class Skip extends Error {
  override readonly name = 'Skip';
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

/** One pass over one template for one receiver. */
export class RenderPass implements Pass {
  slots: Value[];
  locale: string;
  timeZone: string;
  now: RenderSettings['now'];
  localised: boolean;
  localTime: boolean;
  translator: Translator;
  readonly nullText: string;
  readonly django: boolean;
  readonly isoDates: boolean;
  readonly numericStrings: boolean;
  readonly rates: ExchangeRates | undefined;
  readonly strict: boolean | 'all';
  readonly scopes: ReadonlySet<Scope>;
  readonly readable: Readable | undefined;
  readonly rowLimit: number;
  readonly maxOutput: number;
  readonly staticUrl: string;
  readonly mediaUrl: string;
  readonly owner: ReceiverKeys | undefined;
  /** Something was asked for that has not come. */
  waiting = false;
  /** Steps of this pass and those before it. */
  steps: number;
  readonly #limits: Limits;
  readonly #urls: Urls | undefined;
  /** As the render began. */
  readonly #home: PassSettings;
  readonly #reports = new Map<object, { readonly diagnostic: Diagnostic; count: number }>();
  /** The slots outside of every `include … only`. */
  readonly #outermost: Value[];
  readonly #program: Pick<Program, 'symbols' | 'paths'>;
  #memory = new Map<object, unknown>();
  #depth = 0;
  #rows = 0;
  readonly #random: () => number;

  constructor(
    settings: PassSettings,
    readonly roots: Roots,
    readonly answers: Pick<Answers, 'get'>,
    program: Pick<Program, 'symbols' | 'paths'>,
    steps: number,
    readonly log: Log | undefined,
  ) {
    this.locale = settings.locale;
    this.timeZone = settings.timeZone;
    this.now = settings.now;
    this.localised = settings.localised ?? true;
    this.localTime = settings.localTime ?? true;
    this.translator = settings.catalogues.of(settings.locale);
    this.nullText = settings.nullText;
    this.django = settings.django ?? false;
    this.isoDates = settings.isoDates;
    this.numericStrings = settings.numericStrings;
    this.rates = settings.rates;
    this.strict = settings.strict;
    this.scopes = settings.scopes;
    this.readable = settings.readable;
    this.rowLimit = settings.limits.rowsPerTag;
    this.maxOutput = settings.limits.output;
    this.owner = roots.owner;
    this.steps = steps;
    this.#limits = settings.limits;
    this.#urls = settings.urls;
    this.staticUrl = settings.staticUrl;
    this.mediaUrl = settings.mediaUrl;
    this.#home = settings;
    this.#random = randomSequence(settings.seed);
    this.slots = program.symbols.names.map((name) => roots.initial(name));
    this.#outermost = this.slots;
    this.#program = program;
  }

  // ------------------------------------------------------------------- names

  lookup(value: Value, name: string): Value {
    return lookup(value, name, this);
  }

  grow(): void {
    const { names } = this.#program.symbols;
    for (let slot = this.#outermost.length; slot < names.length; slot++) {
      this.#outermost.push(this.roots.initial(names[slot] ?? ''));
    }
  }

  resolve(slot: number, name: string): Value {
    const value = this.roots.resolve(name, this);
    if (value !== PENDING && this.slots.length > slot) this.slots[slot] = value;
    return value;
  }

  ask(request: Ask, reads?: Reads): Value {
    const related = request.kind === 'load' ? undefined : this.#program.paths.related;
    const answer = this.answers.get(request, reads, related);
    if (answer === undefined) {
      this.waiting = true;
      return PENDING;
    }
    if ('value' in answer) return answer.value;
    const what = request.kind === 'load' ? request.loader.name : nameOf(request);
    throw new RenderFailure(
      (where) => diagnose('source-failed', { what, reason: answer.error }, where),
      `the data for ${what} could not be fetched: ${answer.error}`,
    );
  }

  refuse(records: string, attribute: string): never {
    const params = { attribute, records };
    throw new RenderFailure(
      (where) => diagnose('attribute-not-allowed', params, where),
      `"${attribute}" of ${records} may not be read here`,
    );
  }

  random(): number {
    return this.#random();
  }

  url(name: string, positional: readonly Value[], named: ReadonlyMap<string, Value>): string | undefined {
    return this.#urls?.(name, positional, Object.fromEntries(named));
  }

  // ------------------------------------------------------------------- scope

  memory<T>(owner: object, make: () => T): T {
    const kept = this.#memory.get(owner);
    if (kept !== undefined) return kept as T;
    const made = make();
    this.#memory.set(owner, made);
    return made;
  }

  nested(emit: Emit): string {
    const outer = this.#memory;
    this.#memory = new Map();
    const text = this.deeper(emit);
    this.#memory = outer;
    return text;
  }

  mark(): () => void {
    const { slots } = this;
    const values = slots.slice();
    const [memory, depth] = [this.#memory, this.#depth];
    return () => {
      for (let slot = 0; slot < values.length; slot++) slots[slot] = values[slot];
      this.slots = slots;
      this.#memory = memory;
      this.#depth = depth;
    };
  }

  deeper(emit: Emit): string {
    if (this.#depth >= this.#limits.depth) this.exceed('depth');
    this.#depth += 1;
    const text = emit(this);
    this.#depth -= 1;
    return text;
  }

  // ------------------------------------------------------------ surroundings

  get languages(): readonly string[] {
    return this.#home.catalogues.languages;
  }

  within(surroundings: Surroundings, emit: Emit): string {
    const { locale, translator, timeZone, now, localised, localTime } = this;
    this.#enter(surroundings);
    try {
      return emit(this);
    } finally {
      Object.assign(this, { locale, translator, timeZone, now, localised, localTime });
    }
  }

  #enter({ locale, timeZone, localised, localTime }: Surroundings): void {
    if (locale !== undefined) {
      this.locale = locale ?? 'en';
      this.translator = locale === null ? noLanguage : this.#home.catalogues.of(locale);
    }
    if (timeZone !== undefined) {
      this.now = timeZone === null ? this.#home.now : this.now.setZone(timeZone);
      this.timeZone = timeZone ?? this.#home.timeZone;
    }
    if (localised !== undefined) this.localised = localised;
    if (localTime !== undefined) this.localTime = localTime;
  }

  // ------------------------------------------------------------------ budget

  charge(units: number): void {
    this.steps += units;
    if (this.steps > this.#limits.steps) this.exceed('steps');
  }

  countRows(count: number): void {
    this.#rows += count;
    if (this.#rows > this.#limits.rows) this.exceed('rows');
  }

  exceed(limit: LimitName): never {
    const params = { limit, most: this.#limits[limit] };
    throw new LimitFailure((where) => diagnose('limit-exceeded', params, where), limit);
  }

  // ----------------------------------------------------------------- reports

  report(place: object, make: () => Diagnostic): void {
    const known = this.#reports.get(place);
    if (known === undefined) this.#reports.set(place, { diagnostic: make(), count: 1 });
    else known.count += 1;
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#reports.values()].map(({ diagnostic, count }) =>
      count === 1 ? diagnostic : { ...diagnostic, count },
    );
  }

  skip(diagnostic: Diagnostic): void {
    if (!this.waiting) throw new Skip(diagnostic);
  }
}

/** A budget is spent: no further pass can help. */
export class LimitFailure extends RenderFailure {
  constructor(
    diagnostic: (where: FailurePlace) => Diagnostic,
    readonly limit: LimitName,
  ) {
    super(diagnostic, `the limit of ${limit} is exceeded`);
  }
}

const nameOf = (request: Exclude<Ask, { kind: 'load' }>): string =>
  request.kind === 'get' ? `a ${request.entity}` : models[request.entity].plural;
