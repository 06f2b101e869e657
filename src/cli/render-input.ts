import path from 'node:path';
import { type Diagnostic, diagnose, isError } from '../diagnostics/diagnostic.js';
import { TemplateError } from '../diagnostics/error.js';
import { nearest } from '../diagnostics/nearest.js';
import { SourceText } from '../diagnostics/source-text.js';
import type { DataSource, Engine, MessageTemplate, Template } from '../index.js';
import { parseJson } from '../index.js';
import { openSource } from '../sources/open.js';
import type { CommandLine } from './command-line.js';
import type { LoadedConfig } from './config-file.js';
import { exit, Stop } from './exit.js';
import type { Io } from './io.js';
import { resolvePath } from './paths.js';
import { readText } from './read-text.js';
import type { Delimiters } from './render-flags.js';
import { makeEngine, templatesOf, withPaths } from './template-folder.js';

/** What is ready to render, and what there is to say so far. */
export interface RenderInput {
  /** A message where the file, or one that it extends, has a part `subject`. */
  readonly template: Template | MessageTemplate;
  readonly engine: Engine;
  readonly context: Readonly<Record<string, unknown>>;
  readonly event: Readonly<Record<string, unknown>> | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Diagnostics of the template with the paths of their files. */
  readonly located: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
  readonly close: () => Promise<void>;
}

export interface InputOptions {
  readonly template: string;
  readonly data: string | DataSource | undefined;
  /** Of the service that `data` names. */
  readonly tokenFile: string | undefined;
  readonly context: string | undefined;
  /** JSON, or a file of it. */
  readonly event: string | undefined;
  readonly channel: string | undefined;
  /** Whether the channel is a part of a message, where the template is one. */
  readonly channelIsPart?: boolean;
  readonly delimiters: Delimiters | undefined;
  /** ISO 8601. */
  readonly now: string;
}

/**
 * Reads everything that a render needs. The faults of template, context and data are told together, not
 * one a run.
 *
 * @throws {Stop} where any of it has errors
 */
export async function readInput(
  options: InputOptions,
  loaded: LoadedConfig,
  line: CommandLine,
  io: Io,
): Promise<RenderInput> {
  const diagnostics: Diagnostic[] = [];
  const context = await readContext(options.context, io).catch(faultsInto(diagnostics));
  const event = await readEvent(options.event, io).catch(faultsInto(diagnostics));
  const source = await openData(options, io, diagnostics);
  const close = async () => {
    await source?.close?.();
  };
  try {
    const compiled = await compile(options, source, loaded, line, io).catch(faultsInto(diagnostics));
    if (compiled === undefined || diagnostics.some(isError)) throw new Stop(exit.failed, diagnostics);
    const { engine, template, located } = compiled;
    diagnostics.push(...located(template.diagnostics));
    return { engine, template, located, context: context ?? {}, event, diagnostics, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Notes what stopped one part, so that the others are looked at too; a wrong call stops at once. */
const faultsInto =
  (diagnostics: Diagnostic[]) =>
  (error: unknown): undefined => {
    if (!(error instanceof Stop) || error.code === exit.usage) throw error;
    diagnostics.push(...error.diagnostics);
  };

/**
 * Compiles a template's file with the engine of its folder.
 *
 * @throws {Stop} where the template has errors, or the channel is none
 */
export async function compile(
  options: Pick<InputOptions, 'template' | 'channel' | 'channelIsPart' | 'delimiters'>,
  source: DataSource | undefined,
  loaded: LoadedConfig,
  line: CommandLine,
  io: Io,
): Promise<Pick<RenderInput, 'template' | 'located'> & { readonly engine: Engine }> {
  const { channel, delimiters } = options;
  const text = await readText(options.template, io);
  const folder = options.template === '-' ? io.cwd : path.dirname(resolvePath(io, options.template));
  const templates = templatesOf(loaded.config, folder);
  const engine = makeEngine(loaded, templates, {
    ...(source && { source }),
    ...(delimiters && { delimiters }),
  });
  if (channel !== undefined && !engine.channels.has(channel)) {
    const channels = [...engine.channels.keys()];
    const params = { name: channel, channels, nearest: nearest(channel, channels) };
    throw new Stop(exit.usage, [diagnose('unknown-channel', params, line.at(channel, '--channel'))]);
  }
  const located = (all: readonly Diagnostic[]) => withPaths(all, text, templates, io);
  const { name } = text;
  try {
    if (engine.isMessage(text.text, { name })) {
      if (channel === undefined || options.channelIsPart)
        return { engine, template: engine.compileMessage(text.text, { name }), located };
      throw new Stop(exit.usage, [diagnose('channel-of-message', {}, line.at(channel, '--channel'))]);
    }
    const template = engine.compile(text.text, { name, ...(channel !== undefined && { channel }) });
    return { engine, template, located };
  } catch (error) {
    if (error instanceof TemplateError) throw new Stop(exit.failed, located(error.diagnostics));
    throw error;
  }
}

/** The values of a context file, every digit of its numbers kept. */
const readContext = async (file: string | undefined, io: Io): Promise<Readonly<Record<string, unknown>>> =>
  file === undefined ? {} : objectOf(await readText(file, io), 'context');

/** The event as it is, or from a file: JSON begins with a brace, and no file's name needs to. */
async function readEvent(
  given: string | undefined,
  io: Io,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (given === undefined) return undefined;
  const inline = given.trimStart().startsWith('{');
  return objectOf(inline ? new SourceText('--event', given) : await readText(given, io), 'event');
}

function objectOf(source: SourceText, what: 'context' | 'event'): Readonly<Record<string, unknown>> {
  const read = parseJson(source);
  if ('diagnostics' in read) throw new Stop(exit.failed, read.diagnostics);
  const { value } = read;
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return value as Readonly<Record<string, unknown>>;
  }
  const range = { start: 0, end: source.text.length };
  throw new Stop(exit.failed, [diagnose('context-not-object', { what }, { source, range })]);
}

async function openData(
  { data, now, tokenFile }: InputOptions,
  io: Io,
  diagnostics: Diagnostic[],
): Promise<DataSource | undefined> {
  if (typeof data !== 'string') return data;
  const given = io.cwd === process.cwd() || data.includes('://') ? data : resolvePath(io, data);
  const opened = await openSource(given, {
    now,
    environment: io.env,
    ...(tokenFile !== undefined && { tokenFile: resolvePath(io, tokenFile) }),
  });
  diagnostics.push(...opened.diagnostics);
  return opened.source;
}
