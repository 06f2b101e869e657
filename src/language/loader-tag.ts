import { DataRecord } from '../data/record.js';
import { nearest } from '../diagnostics/nearest.js';
import type { NamedArgument, Tag } from '../syntax/ast.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';
import { PENDING, type Value } from '../values/value.js';
import { bindsData } from './bindings.js';
import { type DataTagDefinition, type DataTagRequest, dataTagHeader, type Parameter } from './data-tag.js';
import { argumentsOf, asName } from './headers.js';
import { literalOf } from './literals.js';
import { type Problem, readParameter } from './parameters.js';
import { type Evaluate, type Loader, type Pass, type ReceiverKeys, RenderFailure } from './pass.js';
import type { TagChecker, TagCompiler, TagDefinition } from './tag.js';

/**
 * Turns an embedder's data tag into a tag: arguments are read as declared, its loader answers in batches.
 *
 * @throws {TypeError} for a definition without parameters or a loader
 */
export function loaderTag(definition: DataTagDefinition): TagDefinition {
  const lacks = (what: string) => new TypeError(`the data tag "${definition.name}" needs ${what}`);
  if (!Array.isArray(definition.parameters)) throw lacks('parameters: a list, empty where it takes none');
  if (typeof definition.load !== 'function') throw lacks('load: a function that answers its requests');
  const loader: Loader = {
    name: definition.name,
    load: async (requests, options) => {
      const values = await definition.load(requests as readonly DataTagRequest[], options);
      if (Array.isArray(values)) refusePromises(values);
      return values;
    },
  };
  return {
    name: definition.name,
    library: 'custom',
    doc: definition.doc,
    example: definition.example,
    header: dataTagHeader(definition.parameters),
    binds: bindsData,
    reads: 'arguments',
    prints: false,
    captures: false,
    asks: (tag, source) => ({
      kind: 'loader',
      loader: definition.name,
      words: source.text.slice(tag.open.start, tag.open.end),
    }),
    check: (tag, checker) => checkUse(definition, tag, checker),
    compile: (tag, compiler) => compileUse(definition, loader, tag, compiler),
  };
}

function checkUse(definition: DataTagDefinition, tag: Tag, checker: TagChecker): void {
  const { named } = argumentsOf(tag.header);
  for (const { name, value, start, end } of named) {
    const parameter = definition.parameters.find((one) => one.name === name.text);
    if (parameter === undefined) {
      const names = definition.parameters.map((one) => one.name);
      const near = nearest(name.text, names, 2);
      const fix = near === undefined ? {} : { fix: [{ range: name, text: near }] };
      checker.report('unknown-argument', { name: name.text, tag: definition.name, nearest: near }, name, fix);
      continue;
    }
    const literal = value && literalOf(value);
    const checked = literal && readParameter(parameter, literal.value);
    if (checked && 'problem' in checked) {
      checker.report(checked.problem.code, checked.problem.params as never, value ?? { start, end });
    }
  }
  for (const parameter of definition.parameters) {
    const { name, required } = parameter;
    // A bare name stands for the default.
    const isGiven = (one: NamedArgument) =>
      one.name.text === name && (one.value !== undefined || parameter.default !== undefined);
    if (!required || named.some(isGiven)) continue;
    checker.report('missing-parameter', { tag: definition.name, name }, tag.open);
  }
}

/** `requests.map(async …)` without Promise.all: a template would print promises. */
function refusePromises(values: readonly unknown[]): void {
  const promises = values.filter((value) => value instanceof Promise);
  if (promises.length === 0) return;
  // Nobody waits for them any more.
  for (const promise of promises) promise.catch(() => undefined);
  throw new TypeError('its loader gave promises: wait for them with Promise.all');
}

function compileUse(
  definition: DataTagDefinition,
  loader: Loader,
  tag: Tag,
  compiler: TagCompiler,
): (pass: Pass) => string {
  const given = new Map<string, Evaluate>();
  for (const { name, value } of argumentsOf(tag.header).named) {
    if (value !== undefined) given.set(name.text, compiler.value(value, 'argument'));
  }
  const slot = compiler.bind(asName(tag.header)?.text ?? '');
  const fail = (problem: Problem): never => {
    const diagnostic = compiler.diagnose(problem.code, problem.params as never, tag.open);
    throw new RenderFailure(() => diagnostic, diagnostic.message);
  };
  return (pass) => {
    const values = readArguments(definition.parameters, given, pass, fail);
    pass.slots[slot] = values === PENDING ? PENDING : ask(loader, values, pass);
    return '';
  };
}

function ask(loader: Loader, values: Readonly<Record<string, unknown>>, pass: Pass): Value {
  const request: DataTagRequest = { arguments: values, receiver: pass.owner };
  return pass.ask({ kind: 'load', loader, key: argumentsKey(values, pass.owner), request });
}

/** A text that only equal arguments of one receiver share: what JSON has no word for is told apart. */
function argumentsKey(values: Readonly<Record<string, unknown>>, owner: ReceiverKeys | undefined): string {
  return JSON.stringify(
    [values, owner ?? null],
    function (this: Record<string, unknown>, name, json: unknown) {
      const value = this[name];
      if (typeof value === 'bigint' || value instanceof ScaledDecimal) return { number: String(json) };
      if (value instanceof Map) return { map: [...value] };
      if (value instanceof Set) return { set: [...value] };
      if (value instanceof DataRecord) return { record: value.model.name, row: value.row };
      return json;
    },
  );
}

function readArguments(
  parameters: readonly Parameter[],
  given: ReadonlyMap<string, Evaluate>,
  pass: Pass,
  fail: (problem: Problem) => never,
): Readonly<Record<string, unknown>> | typeof PENDING {
  const values: Record<string, unknown> = {};
  let waiting = false;
  for (const parameter of parameters) {
    const evaluate = given.get(parameter.name);
    if (evaluate === undefined) {
      if (parameter.default !== undefined) values[parameter.name] = parameter.default;
      continue;
    }
    const value = evaluate(pass);
    if (value === PENDING) {
      waiting = true;
      continue;
    }
    const checked = readParameter(parameter, value);
    if ('problem' in checked) fail(checked.problem);
    else values[parameter.name] = checked.value;
  }
  return waiting ? PENDING : values;
}
