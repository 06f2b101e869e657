import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.js';
import { type Diagnostic, diagnose, type Where } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { SourceText } from '../diagnostics/source-text.js';
import { type EngineOptions, loadCatalogues } from '../index.js';
import { knownSettings } from './config-settings.js';
import { exit, Stop } from './exit.js';
import type { Io } from './io.js';
import { resolvePath, shownPath } from './paths.js';
import { nowhere, readText } from './read-text.js';
import { reasonOf } from './reason.js';

const names = ['snippetry.config.ts', 'snippetry.config.mjs', 'snippetry.config.js'];

/** A configuration whose catalogues are read. */
export type LoadedSettings = Omit<Config, 'catalogues'> & Pick<EngineOptions, 'catalogues'>;

/** A configuration with its paths resolved, and the file that it came from. */
export interface LoadedConfig {
  readonly config: LoadedSettings;
  /** As diagnostics call it. */
  readonly file?: string;
}

/**
 * The configuration: the file named, else the nearest `snippetry.config.*` of the working directory and the
 * folders above it. Loading it runs it, so `false` (`--no-config`) reads none.
 *
 * @throws {Stop} where it is broken, with every unknown or invalid setting
 */
export async function loadConfig(wanted: string | false | undefined, io: Io): Promise<LoadedConfig> {
  if (wanted === false) return { config: {} };
  const file = wanted === undefined ? await find(io.cwd) : resolvePath(io, wanted);
  if (file === undefined) return { config: {} };
  const shown = wanted ?? shownPath(io, file);
  const source = await readText(shown, io);
  const value = await evaluate(file, source);
  const where = { source, range: { start: 0, end: 0 } };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Stop(exit.failed, [diagnose('config-shape', {}, where)]);
  }
  const diagnostics = Object.entries(value).flatMap(([name, setting]) => faultOf(name, setting, source));
  if (diagnostics.length > 0) throw new Stop(exit.failed, diagnostics);
  const { catalogues, ...config } = resolved(value, path.dirname(file));
  if (catalogues === undefined) return { config, file: shown };
  if (typeof catalogues !== 'string') return { config: { ...config, catalogues }, file: shown };
  const read = await loadCatalogues(catalogues).catch((error: unknown) => {
    throw refusal(error, { config, file: shown });
  });
  return { config: { ...config, catalogues: read }, file: shown };
}

async function find(from: string): Promise<string | undefined> {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if ((await stat(file).catch(() => undefined))?.isFile()) return file;
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

async function evaluate(file: string, source: SourceText): Promise<unknown> {
  const { createJiti } = await import('jiti');
  // The very same classes: a FilterError that a configuration throws is the one that the engine catches.
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    virtualModules: { snippetry: await import('../index.js') },
  });
  try {
    return await jiti.import(file, { default: true });
  } catch (error) {
    throw new Stop(exit.failed, [
      diagnose('config-failed', { reason: loadReason(error) }, placeOf(error, file, source)),
    ]);
  }
}

/** What a loader says first, without the paths and positions that it adds. */
function loadReason(error: unknown): string {
  const reason = reasonOf(error).replace(/^\w*Error: /, '');
  const missing = /^Cannot find (?:module|package) '([^']+)'/.exec(reason);
  return missing ? `it imports "${missing[1]}", which is not there` : reason;
}

/** Where in the configuration it went wrong, as far as the error tells. */
function placeOf(error: unknown, file: string, source: SourceText): Where {
  const stack = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : '';
  const after = stack.indexOf(`${file}:`);
  const place = after < 0 ? null : /^:(\d+):(\d+)/.exec(stack.slice(after + file.length));
  const inText = place ?? /\((\d+):(\d+)\)/.exec(stack);
  if (inText === null) return { source, range: { start: 0, end: 0 } };
  const start = (source.lineStarts[Number(inText[1]) - 1] ?? 0) + Number(inText[2]) - (place ? 1 : 0);
  return { source, range: { start, end: start + 1 } };
}

function faultOf(name: string, value: unknown, source: SourceText): Diagnostic[] {
  const start = /^\w+$/.test(name) ? source.text.search(new RegExp(`\\b${name}\\b\\s*[:,(}]`)) : -1;
  const where = { source, range: start < 0 ? { start: 0, end: 0 } : { start, end: start + name.length } };
  const setting = knownSettings.get(name);
  if (setting === undefined) {
    const known = [...knownSettings.keys()];
    const near = nearest(name, known);
    const fix = near !== undefined && start >= 0 ? [{ range: where.range, text: near }] : undefined;
    return [diagnose('unknown-setting', { name, nearest: near, known }, { ...where, fix })];
  }
  if (value === undefined || setting.accepts(value)) return [];
  return [diagnose('invalid-setting', { name, wants: setting.wants }, where)];
}

/** Paths of a configuration are relative to its own folder. What is undefined counts as not given. */
function resolved(config: object, folder: string): Config {
  const given = Object.entries(config).filter(([, value]) => value !== undefined);
  const paths = given.map(([name, value]) => {
    const isPath =
      typeof value === 'string' &&
      (name === 'templates' || name === 'catalogues' || (name === 'data' && !value.includes('://')));
    return [name, isPath ? path.resolve(folder, value) : value];
  });
  return Object.fromEntries(paths) as Config;
}

/** An engine refuses definitions of the configuration: a name that is taken, a folder that is not there. */
export const refusal = (error: unknown, loaded: LoadedConfig): Stop =>
  new Stop(exit.failed, [
    diagnose('engine-refused', { reason: reasonOf(error) }, nowhere(loaded.file ?? 'configuration')),
  ]);
