import { stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Diagnostic, diagnose, isError } from '../diagnostics/diagnostic.js';
import { type DataSource, parseJson } from '../index.js';
import { type TenantOptions, tokenHash } from '../server/index.js';
import { openSource } from '../sources/open.js';
import type { CommandLine } from './command-line.js';
import { loadConfig } from './config-file.js';
import { exit, Stop } from './exit.js';
import type { Io } from './io.js';
import { resolvePath, shownPath } from './paths.js';
import { nowhere, readText } from './read-text.js';

/** Tenants that are ready to be served. */
export interface OpenedTenants {
  readonly tenants: readonly TenantOptions[];
  readonly diagnostics: readonly Diagnostic[];
  readonly close: () => Promise<void>;
}

/** One tenant, with its paths as the command line or the file of tenants gives them. */
export interface TenantFiles {
  readonly name: string;
  readonly tokenHashes: readonly string[];
  readonly data?: string | undefined;
  /** Holds the token of the service that `data` names. */
  readonly dataTokenFile?: string | undefined;
  readonly templates?: string | undefined;
  /** `false` reads none. */
  readonly config?: string | false | undefined;
  /** `trusted`: templates that come as text may do what named ones may. */
  readonly inline?: 'untrusted' | 'trusted' | undefined;
}

const listed = z
  .array(
    z
      .strictObject({
        name: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits and . _ -'),
        tokenFile: z.string().optional(),
        tokenHashes: z
          .array(z.string().regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits'))
          .optional(),
        data: z.string().optional(),
        dataTokenFile: z.string().optional(),
        templates: z.string().optional(),
        config: z.string().optional(),
        inline: z.enum(['untrusted', 'trusted']).optional(),
      })
      .refine(
        (one) => one.tokenFile !== undefined || (one.tokenHashes?.length ?? 0) > 0,
        'needs tokenFile or tokenHashes',
      ),
  )
  .min(1, 'must have a tenant')
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'has two tenants of one name');

/**
 * The tenants of a file: a JSON list of objects with name, tokenFile or tokenHashes, data, dataTokenFile, templates,
 * config and inline. Its paths are relative to its own folder. A tenant without `config` has none.
 *
 * @throws {Stop} where it cannot be read, or holds anything else
 */
export async function readTenants(
  file: string,
  line: CommandLine,
  io: Io,
): Promise<{ readonly tenants: readonly TenantFiles[]; readonly diagnostics: readonly Diagnostic[] }> {
  const source = await readText(file, io);
  const read = parseJson(source);
  if ('diagnostics' in read) throw new Stop(exit.failed, read.diagnostics);
  const checked = listed.safeParse(read.value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = issue?.path.map(String).join('.') ?? '';
    const params = { fault: `${where === '' ? 'the list' : where}: ${issue?.message ?? ''}` };
    throw new Stop(exit.failed, [diagnose('tenants-shape', params, { source, range: { start: 0, end: 0 } })]);
  }
  const folder = path.dirname(resolvePath(io, file));
  const inFolder = (one: string | undefined) => (one === undefined ? undefined : path.resolve(folder, one));
  const diagnostics: Diagnostic[] = [];
  const tenants: TenantFiles[] = [];
  for (const { tokenFile, tokenHashes = [], ...one } of checked.data) {
    const tokens = inFolder(tokenFile);
    const token = tokens === undefined ? [] : [tokenHash(await readToken(tokens, line, io))];
    if (tokens !== undefined) diagnostics.push(...(await othersRead(tokens, io)));
    const data = one.data?.includes('://') ? one.data : inFolder(one.data);
    tenants.push({
      ...one,
      tokenHashes: [...tokenHashes, ...token],
      data,
      dataTokenFile: inFolder(one.dataTokenFile),
      templates: inFolder(one.templates),
      config: inFolder(one.config) ?? false,
    });
  }
  return { tenants, diagnostics };
}

/** @throws {Stop} where the file holds no token */
export async function readToken(file: string, line: CommandLine, io: Io): Promise<string> {
  return usableToken((await readText(file, io)).text, shownPath(io, resolvePath(io, file)), line);
}

/** @throws {Stop} where it is none */
export function usableToken(text: string, from: string, line: CommandLine): string {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new Stop(exit.usage, [diagnose('token-unusable', { from }, line.at(from, '--token-file'))]);
}

/** A warning where others on this machine may read a file with a token. */
export async function othersRead(file: string, io: Io): Promise<readonly Diagnostic[]> {
  const found =
    process.platform === 'win32' ? undefined : await stat(resolvePath(io, file)).catch(() => undefined);
  if (found === undefined || (found.mode & 0o077) === 0) return [];
  const shown = shownPath(io, resolvePath(io, file));
  return [diagnose('token-readable', { file: shown }, nowhere(shown))];
}

/**
 * Opens what the tenants need: each has a configuration, a source and an engine of its own.
 *
 * @throws {Stop} where any of it has errors; what was open is closed then
 */
export async function openTenants(files: readonly TenantFiles[], io: Io): Promise<OpenedTenants> {
  const tenants: TenantOptions[] = [];
  const diagnostics: Diagnostic[] = [];
  const sources: DataSource[] = [];
  const close = async () => {
    for (const source of sources) await source.close?.();
  };
  try {
    for (const one of files) {
      const { config } = await loadConfig(one.config, io);
      const { data: configured, mail: _, templates: folder, ...engine } = config;
      const source = await openData(one, configured, io, diagnostics);
      if (source !== undefined) sources.push(source);
      const templates = one.templates === undefined ? folder : resolvePath(io, one.templates);
      tenants.push({
        name: one.name,
        tokenHashes: one.tokenHashes,
        engine: { ...engine, ...(source && { source }), ...(templates !== undefined && { templates }) },
        ...(one.inline === 'trusted' && { inlinePolicy: engine.policy ?? {} }),
      });
    }
    if (diagnostics.some(isError)) throw new Stop(exit.failed, diagnostics);
    return { tenants, diagnostics, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openData(
  { data: given, dataTokenFile }: TenantFiles,
  configured: string | DataSource | undefined,
  io: Io,
  diagnostics: Diagnostic[],
): Promise<DataSource | undefined> {
  const data = given ?? configured;
  if (typeof data !== 'string') return data;
  const opened = await openSource(data.includes('://') ? data : resolvePath(io, data), {
    now: io.now().toISOString(),
    environment: io.env,
    ...(dataTokenFile !== undefined && { tokenFile: resolvePath(io, dataTokenFile) }),
  });
  diagnostics.push(...opened.diagnostics);
  return opened.source;
}
