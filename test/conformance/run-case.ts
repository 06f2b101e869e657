import { DateTime } from 'luxon';
import { applyFilter } from '../../src/compile/expression.js';
import { Engine, type EngineOptions, TemplateError } from '../../src/index.js';
import { CalendarDate } from '../../src/values/calendar-date.js';
import { equals } from '../../src/values/compare.js';
import { asText } from '../../src/values/kinds.js';
import { lookup } from '../../src/values/lookup.js';
import { pythonRepr } from '../../src/values/python-repr.js';
import type { FilterRuntime } from '../../src/values/settings.js';
import { PENDING, type Value } from '../../src/values/value.js';
import { type Answer, acceptedAnswers, type ConformanceCase, type Encoded } from './case.js';
import { type Decoding, decode, UnknownKind, zoneName } from './python-values.js';

export type Dialect = 'django' | 'default';

/** What became of one case; `got` says what we answer where Django answers otherwise. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly got: Got }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Our answer. A `parse` error is told before anything is rendered, a `render` error by the outcome. */
export type Got =
  | { readonly output: string }
  | { readonly value: Value }
  | { readonly error: { readonly phase: 'parse' | 'render'; readonly message: string } };

/** Runs a case by the public engine and compares what it answers with what Django does. Never throws. */
export async function runCase(one: ConformanceCase, dialect: Dialect): Promise<Verdict> {
  try {
    const reason = unknownLibrary(one);
    if (reason !== undefined) return { kind: 'skipped', reason };
    const run = new CaseRun(one, dialect);
    const got = one.kind === 'filter' ? run.filter() : await run.template();
    const accepted = acceptedAnswers(one);
    return accepted.some((answer) => run.agrees(got, answer)) ? { kind: 'passed' } : { kind: 'failed', got };
  } catch (error) {
    if (error instanceof UnknownKind) return { kind: 'skipped', reason: error.message };
    const message = `the runner failed: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: 'failed', got: { error: { phase: 'render', message } } };
  }
}

/** Modules of tags and filters that are Django's own; what others define no engine can know. */
function unknownLibrary({ options, library, filter }: ConformanceCase): string | undefined {
  const modules = [...(options?.builtins ?? []), ...Object.values(options?.libraries ?? {})];
  if (filter !== undefined && library !== undefined) modules.push(library);
  const foreign = modules.find((module) => !module.startsWith('django.'));
  return foreign && `needs the library ${foreign}`;
}

/** The STATIC_URL that the cases were recorded with: `static/`, to which Django adds a slash. */
const staticUrl = '/static/';

class CaseRun {
  readonly engine: Engine;
  readonly timeZone: string;
  readonly now: string | undefined;
  readonly decoding: Decoding;

  constructor(
    readonly one: ConformanceCase,
    readonly dialect: Dialect,
  ) {
    const options = one.options ?? {};
    const local = options.time_zone ?? 'America/Chicago';
    const current = options.current_timezone;
    const converts = options.use_tz ?? false;
    const hasZone = converts && typeof current === 'object' && current !== null;
    this.timeZone = hasZone ? zoneName(current as { readonly [name: string]: Encoded }) : local;
    this.now = options.now;
    this.engine = new Engine({
      ...(one.templates && { templates: one.templates }),
      locale: options.language ?? 'en',
      timeZone: this.timeZone,
      autoescape: options.autoescape ?? true,
      localTime: converts,
      stringIfInvalid: options.string_if_invalid ?? '',
      staticUrl,
      ...dialectOptions(dialect),
    });
    this.decoding = {
      timeZone: local,
      compile: (source, name) =>
        this.engine.compile(source, { channel: 'html', ...(name !== undefined && { name }) }),
    };
  }

  decode(value: Encoded): Value {
    return decode(value, this.decoding);
  }

  async template(): Promise<Got> {
    const { source, template, context } = this.one;
    let compiled: Awaited<ReturnType<Engine['load']>>;
    try {
      compiled =
        typeof source === 'string'
          ? this.engine.compile(source, { channel: 'html' })
          : await this.engine.load(template ?? '', { channel: 'html' });
    } catch (error) {
      if (error instanceof TemplateError) return { error: { phase: 'parse', message: error.message } };
      throw error;
    }
    const values = Object.fromEntries(
      Object.entries(context ?? {}).map(([name, value]) => [name, this.decode(value)]),
    );
    const outcome = await compiled.render({
      context: values,
      ...(this.now !== undefined && { now: this.now }),
    });
    if (outcome.outcome === 'rendered') return { output: outcome.text };
    return { error: { phase: 'render', message: outcome.reason } };
  }

  filter(): Got {
    const { filter = '', args = [], kwargs = {} } = this.one;
    const definition = this.engine.language.filters.get(filter);
    if (definition === undefined) {
      return { error: { phase: 'parse', message: `there is no filter "${filter}"` } };
    }
    const [value, ...rest] = args.map((one) => this.decode(one));
    const { autoescape = true, ...named } = kwargs;
    const given = rest[0] === undefined ? Object.values(named).map((one) => this.decode(one))[0] : rest[0];
    const site = { autoescape: autoescape === true, django: this.dialect === 'django' };
    try {
      return { value: applyFilter(definition, value, given, this.#runtime(), site) };
    } catch (error) {
      return { error: { phase: 'render', message: error instanceof Error ? error.message : String(error) } };
    }
  }

  #runtime(): FilterRuntime {
    const django = this.dialect === 'django';
    const { timeZone } = this;
    return {
      locale: this.one.options?.language ?? 'en',
      timeZone,
      now: DateTime.fromISO(this.now ?? new Date().toISOString(), { zone: timeZone }),
      nullText: django ? 'None' : '',
      // A filter that is called by itself gets what it is given: only a template converts.
      localTime: false,
      isoDates: !django,
      numericStrings: !django,
      charge: () => undefined,
      random: () => 0,
      lookup: (value, name) => lookup(value, name, { ask: () => PENDING, timeZone }),
    };
  }

  /** Whether two answers are the same: texts to the character, values by Python's `==`, errors by their phase. */
  agrees(got: Got, expected: Answer): boolean {
    if ('error' in expected) return 'error' in got && samePhase(got.error.phase, expected.error);
    if ('output' in expected) return 'output' in got && got.output === expected.output;
    return 'value' in got && sameValue(got.value, this.decode(expected.value));
  }
}

/**
 * A TemplateSyntaxError is found before a render where Django finds it then; one that Django meets only in
 * a render we may tell earlier. Everything else is an error of the render; a template that the loader does
 * not have is none to compile.
 */
function samePhase(
  phase: 'parse' | 'render',
  expected: { readonly type: string; readonly phase: string },
): boolean {
  if (expected.phase === 'parse') return phase === 'parse';
  return phase === 'render' || expected.type === 'TemplateSyntaxError';
}

function sameValue(got: Value, expected: Value): boolean {
  const text = asText(expected);
  if (text !== undefined) return asText(got) === text;
  if (equals(got, expected)) return true;
  if (isDay(got) || isDay(expected)) return false;
  return typeof got === 'object' && typeof expected === 'object' && pythonRepr(got) === pythonRepr(expected);
}

const isDay = (value: Value): boolean => value instanceof CalendarDate || value instanceof DateTime;

const dialectOptions = (dialect: Dialect): EngineOptions =>
  dialect === 'django' ? { dialect: 'django' } : {};
