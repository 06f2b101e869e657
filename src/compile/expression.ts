import { diagnose } from '../diagnostics/diagnostic.js';
import type { Range } from '../diagnostics/source-text.js';
import { type FilterDefinition, type FilterSite, refusePromise } from '../language/filter.js';
import { type Evaluate, ExpressionFailure, type Pass, RenderFailure } from '../language/pass.js';
import type { Expression, Filtered, Variable } from '../syntax/ast.js';
import { called, lookup } from '../values/lookup.js';
import { numberLiteral, pythonLiteral } from '../values/numbers.js';
import { isMarkup, SafeText } from '../values/safe-text.js';
import type { FilterRuntime } from '../values/settings.js';
import { printable, toText } from '../values/text.js';
import { PENDING, type Value } from '../values/value.js';
import { reportAbsence } from './absence.js';
import { compileTranslated } from './literal.js';
import type { CompileSettings, Site } from './site.js';
import type { Symbols } from './symbols.js';

/**
 * What an expression is wanted for. `print`: a missing name stays `undefined`, for the output to report.
 * `test`: a missing name is null, and no fault. `argument`: a missing name stays missing and is reported
 * only where a filter gets it.
 */
export type Use = 'print' | 'test' | 'argument';

/** The marker in a slot of a root that is looked up at first use. */
export const UNRESOLVED: unique symbol = Symbol('unresolved');

export interface ExpressionCompiler {
  readonly settings: CompileSettings;
  readonly symbols: Symbols;
  readonly site: Site;
  /** The input of a `filter` tag's chain. */
  readonly hole?: Evaluate | undefined;
}

/** What goes through a chain of filters whose variable is missing, where `string_if_invalid` is set. */
const ABSENT = Symbol('absent');

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

export function compileExpression(expression: Expression, use: Use, c: ExpressionCompiler): Evaluate {
  switch (expression.kind) {
    case 'string':
      return constant(new SafeText(expression.value));
    case 'translated':
      return compileTranslated(expression.text.value, c.settings.django);
    case 'number':
      return constant(c.settings.django ? pythonLiteral(expression.text) : numberLiteral(expression.text));
    case 'variable':
      return compileVariable(expression, use, c);
    case 'filtered':
      return compileChain(expression, use, c);
    case 'hole':
      return c.hole ?? constant('');
  }
}

const constant =
  (value: Value): Evaluate =>
  () =>
    value;

// --------------------------------------------------------------- variables

function compileVariable(variable: Variable, use: Use, c: ExpressionCompiler): Evaluate {
  const [head, ...rest] = variable.path;
  const literal = constants.get(head.text);
  if (literal !== undefined && rest.length === 0) return constant(literal);
  const read = compilePath(variable, c);
  const { django } = c.settings;
  if (use === 'print' || (use === 'argument' && !django)) return read;
  const absent = use === 'test' ? null : missingText(variable, c.settings);
  return (pass) => {
    const value = read(pass);
    return value === undefined ? absent : value;
  };
}

/** Reads a path; undefined where any part of it is missing. Short paths are written out: they are the rule. */
export function compilePath(variable: Variable, c: ExpressionCompiler): Evaluate {
  const [head, ...rest] = variable.path;
  const slot = c.symbols.slot(head.text);
  const root = compileRoot(head.text, c);
  const [one, two, three, ...more] = rest.map((word) => word.text);
  if (one === undefined) return root;
  if (c.symbols.isLazy(head.text) || more.length > 0) {
    const names = rest.map((word) => word.text);
    return (pass) => {
      let value = root(pass);
      for (const name of names) value = lookup(value, name, pass);
      return value;
    };
  }
  if (two === undefined) return (pass) => lookup(pass.slots[slot], one, pass);
  if (three === undefined) return (pass) => lookup(lookup(pass.slots[slot], one, pass), two, pass);
  return (pass) => lookup(lookup(lookup(pass.slots[slot], one, pass), two, pass), three, pass);
}

/** The value of a name; a root that costs a request is looked up when it is first read. */
function compileRoot(name: string, c: ExpressionCompiler): Evaluate {
  const slot = c.symbols.slot(name);
  if (!c.symbols.isLazy(name)) {
    return (pass) => {
      const value = pass.slots[slot];
      return typeof value === 'function' ? called(value, undefined) : value;
    };
  }
  return (pass) => {
    const value = pass.slots[slot];
    return value === UNRESOLVED ? pass.resolve(slot, name) : value;
  };
}

/** What a missing variable prints: `string_if_invalid`, which may hold the variable's name. */
export const missingText = (variable: Variable, { stringIfInvalid }: CompileSettings): string =>
  stringIfInvalid.includes('%s') ? stringIfInvalid.replace('%s', pathText(variable)) : stringIfInvalid;

/** The path as it was written: what diagnostics and traces call the value. */
export const pathText = (variable: Variable): string => variable.path.map((word) => word.text).join('.');

/** The variable that an expression starts from; undefined for a literal. */
export function baseVariable(expression: Expression): Variable | undefined {
  let base = expression;
  while (base.kind === 'filtered') base = base.input;
  return base.kind === 'variable' ? base : undefined;
}

export const compileAbsence = (variable: Variable, c: ExpressionCompiler): ((pass: Pass) => void) =>
  reportAbsence(variable, compileRoot(variable.path[0].text, c), c.symbols, c.site.source);

// ----------------------------------------------------------------- filters

/** A chain of filters. With `string_if_invalid` set no filter sees a missing variable: Django's rule. */
function compileChain(expression: Filtered, use: Use, c: ExpressionCompiler): Evaluate {
  const run = compileFilter(expression, use, c);
  const variable = baseVariable(expression);
  if (variable === undefined || c.settings.stringIfInvalid === '') return run;
  const absent = missingText(variable, c.settings);
  return (pass) => {
    const value = run(pass);
    return value === ABSENT ? absent : value;
  };
}

function compileFilter(expression: Filtered, use: Use, c: ExpressionCompiler): Evaluate {
  const definition = c.settings.language.filters.get(expression.filter.text);
  if (definition === undefined) return constant('');
  const input = compileInput(expression, definition, use, c);
  const argument = compileArgument(expression, definition, c);
  return shield(apply(definition, input, argument, c), definition, expression.filter, c);
}

/** The value that goes into a filter. A missing one is '' there, and reported, unless the filter is for that. */
function compileInput(
  expression: Filtered,
  definition: FilterDefinition,
  use: Use,
  c: ExpressionCompiler,
): Evaluate {
  const { input } = expression;
  if (input.kind === 'filtered') return compileFilter(input, use, c);
  if (input.kind !== 'variable' || use === 'test') return compileExpression(input, use, c);
  const read = compileVariable(input, 'print', c);
  const report = definition.handlesMissing ? () => undefined : compileAbsence(input, c);
  const absent = c.settings.stringIfInvalid === '' ? '' : ABSENT;
  return (pass) => {
    const value = read(pass);
    if (value !== undefined && value !== null) return value;
    report(pass);
    return value === null ? null : absent;
  };
}

function compileArgument(
  { argument }: Filtered,
  definition: FilterDefinition,
  c: ExpressionCompiler,
): Evaluate | undefined {
  if (argument === undefined) return undefined;
  if (argument.kind === 'variable' && c.settings.django) return compileNeeded(argument, definition, c);
  const read = compileExpression(argument, 'argument', c);
  const report = argument.kind === 'variable' ? compileAbsence(argument, c) : undefined;
  const wantsText = definition.argument?.type === 'text';
  return (pass) => {
    const value = read(pass);
    if (value === undefined) {
      report?.(pass);
      return wantsText ? '' : null;
    }
    return wantsText && typeof value !== 'string' && value !== PENDING ? plainText(value, pass) : value;
  };
}

/** An argument that has to be there: Django raises VariableDoesNotExist where it is not. */
function compileNeeded(argument: Variable, definition: FilterDefinition, c: ExpressionCompiler): Evaluate {
  const read = compileVariable(argument, 'print', c);
  const wantsText = definition.argument?.type === 'text';
  const { source } = c.site;
  return (pass) => {
    const value = read(pass);
    if (value === undefined) {
      const params = { path: pathText(argument) };
      const diagnostic = diagnose('missing-value', params, { source, range: argument, severity: 'error' });
      throw new ExpressionFailure(() => diagnostic, diagnostic.message, true);
    }
    return wantsText && typeof value !== 'string' && value !== PENDING ? plainText(value, pass) : value;
  };
}

const plainText = (value: Value, pass: FilterRuntime): string =>
  value instanceof SafeText ? value.text : toText(value, pass);

function apply(
  definition: FilterDefinition,
  input: Evaluate,
  argument: Evaluate | undefined,
  c: ExpressionCompiler,
): Evaluate {
  const { site } = c;
  return (pass) => {
    const value = input(pass);
    if (value === ABSENT) return ABSENT;
    const given = argument?.(pass);
    if (value === PENDING || given === PENDING) return PENDING;
    return applyFilter(definition, value, given, pass, site);
  };
}

/** What comes of safe text is safe text, be it a list: Django's `mark_safe` makes a string of whatever it gets. */
const asSafe = (result: Value, { encoding }: SafeText, runtime: FilterRuntime): Value =>
  result instanceof SafeText ? result : new SafeText(toText(result, runtime), encoding);

/** A filter over values as a template applies it: text where it wants text, its result as safe as it says. */
export function applyFilter(
  { input, output, paths, apply: run }: FilterDefinition,
  value: Value,
  argument: Value,
  runtime: FilterRuntime,
  site: FilterSite,
): Value {
  const given = input === 'text' ? printable(value) : value;
  const taken = input === 'text' && typeof given !== 'string' ? plainText(given, runtime) : given;
  const result = run(taken, argument, runtime, site);
  if (result instanceof Promise) refusePromise(result);
  // What a filter makes of markup may have lost half an escape: it is plain text again.
  if (given instanceof SafeText && isMarkup(given.encoding) && paths !== 'input' && output !== 'html') {
    return result instanceof SafeText ? result.text : result;
  }
  if (output === 'same') {
    // A format of the data's own would be vouched for like the text that it is put into.
    const foreign = site.contextual && typeof argument === 'string' && given instanceof SafeText;
    return given instanceof SafeText && !foreign ? asSafe(result, given, runtime) : result;
  }
  if (output === 'text' || typeof result !== 'string') return result;
  if (output === 'html')
    return new SafeText(result, site.contextual && paths !== 'input' ? 'html-text' : 'html');
  // Django knows one kind of safe text: what is safe for JavaScript is safe for HTML there.
  return new SafeText(result, site.django && output === 'js' ? 'html' : output);
}

/** A filter that refuses its input, or breaks, fails the render at its own place and by its name. */
function shield(run: Evaluate, definition: FilterDefinition, range: Range, c: ExpressionCompiler): Evaluate {
  const { source } = c.site;
  return (pass) => {
    try {
      return run(pass);
    } catch (error) {
      // A stack that is full is no fault of the filter that met it.
      if (error instanceof RenderFailure || error instanceof RangeError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const diagnostic = diagnose('filter-failed', { filter: definition.name, reason }, { source, range });
      throw new ExpressionFailure(() => diagnostic, diagnostic.message);
    }
  };
}
