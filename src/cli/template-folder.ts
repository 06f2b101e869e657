import path from 'node:path';
import type { Config } from '../config.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';
import { Engine, type EngineOptions } from '../index.js';
import { type LoadedConfig, refusal } from './config-file.js';
import type { Io } from './io.js';
import { shownPath } from './paths.js';

type Templates = NonNullable<EngineOptions['templates']>;

/** Where `include` and `extends` find their templates: what the configuration says, else this folder. */
export const templatesOf = (config: Config, folder: string): Templates => config.templates ?? folder;

/**
 * An engine of the configuration, flags over it.
 *
 * @throws {Stop} where it refuses what the configuration defines
 */
export function makeEngine(
  loaded: LoadedConfig,
  templates: Templates,
  flags: Omit<EngineOptions, 'templates'>,
): Engine {
  const { data: _, ...options } = loaded.config;
  try {
    return new Engine({ ...options, templates, ...flags });
  } catch (error) {
    throw refusal(error, loaded);
  }
}

/**
 * Diagnostics with the files that people know: an engine calls the templates of a folder by their names in
 * it, and here they get their paths. The template that was given itself keeps its name.
 */
export function withPaths(
  diagnostics: readonly Diagnostic[],
  given: SourceText,
  templates: Templates,
  io: Io,
): readonly Diagnostic[] {
  if (typeof templates !== 'string') return diagnostics;
  const folder = path.resolve(io.cwd, templates);
  const known = new Map<SourceText, SourceText>();
  const located = (source: SourceText): SourceText => {
    if ((source.name === given.name && source.text === given.text) || source.text === '') return source;
    const name = shownPath(io, path.join(folder, source.name));
    const found = known.get(source) ?? new SourceText(name, source.text);
    known.set(source, found);
    return found;
  };
  return diagnostics.map((diagnostic) => {
    if (notInFolder.has(diagnostic.source.name)) return diagnostic;
    const related = diagnostic.related?.map((one) => ({ ...one, source: located(one.source) }));
    return { ...diagnostic, source: located(diagnostic.source), ...(related && { related }) };
  });
}

/** What the engine calls the names that it was given: they stand in no file. */
const notInFolder: ReadonlySet<string> = new Set(['receiver', 'deal', 'channel', 'template name']);
