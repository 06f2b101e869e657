import { randomBytes } from 'node:crypto';
import { type Diagnostic, diagnose, isError } from '../../diagnostics/diagnostic.js';
import { createServer, type ServerOptions, tokenHash } from '../../server/index.js';
import { openSource } from '../../sources/open.js';
import type { CommandLine } from '../command-line.js';
import { loadConfig, refusal } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { resolvePath } from '../paths.js';
import { readText } from '../read-text.js';
import { reasonOf } from '../reason.js';
import type { Result } from '../result.js';
import { isLoopback, listen, stopSignal } from '../serve.js';
import { wholeNumber } from '../whole-number.js';

export interface ServeFlags {
  readonly data?: string;
  readonly templates?: string;
  readonly port?: string;
  readonly host?: string;
  readonly tokenFile?: string;
  readonly timeLimit?: string;
  readonly config?: string | false;
}

const variable = 'SNIPPETRY_SERVE_TOKEN';

/** `snippetry serve --data D --templates T`: renders over HTTP until it is stopped. */
export async function serveCommand(flags: ServeFlags, line: CommandLine, io: Io): Promise<Result> {
  const { host = '127.0.0.1', tokenFile } = flags;
  const faults: Diagnostic[] = [];
  const port = wholeNumber('--port', flags.port ?? '8788', { least: 0, most: 65_535 }, line, faults);
  const seconds = wholeNumber(
    '--time-limit',
    flags.timeLimit ?? '30',
    { least: 1, most: 3600 },
    line,
    faults,
  );
  if (tokenFile === undefined && io.env[variable] === undefined && !isLoopback(host)) {
    faults.push(diagnose('token-missing', { host, variable }, line.at(host, '--host')));
  }
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const given = tokenFile === undefined ? io.env[variable] : (await readText(tokenFile, io)).text;
  const token = given?.trim() ?? randomBytes(32).toString('hex');
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const from = tokenFile ?? variable;
    throw new Stop(exit.usage, [diagnose('token-unusable', { from }, line.at(from, '--token-file'))]);
  }
  const loaded = await loadConfig(flags.config, io);
  const { data: configured, mail: _, templates: folder, ...engine } = loaded.config;
  const data = flags.data ?? configured;
  const opened =
    typeof data === 'string'
      ? await openSource(data.includes('://') ? data : resolvePath(io, data), {
          now: io.now().toISOString(),
          environment: io.env,
        })
      : { source: data, diagnostics: [] };
  const { source, diagnostics } = opened;
  try {
    if (diagnostics.some(isError)) throw new Stop(exit.failed, diagnostics);
    const templates = flags.templates === undefined ? folder : resolvePath(io, flags.templates);
    const tenant = {
      name: 'default',
      tokenHashes: [tokenHash(token)],
      engine: { ...engine, ...(source && { source }), ...(templates !== undefined && { templates }) },
    };
    const options: ServerOptions = {
      tenants: [tenant],
      timeLimit: seconds * 1000,
      onRequest: (log) => io.stderr.write(`${JSON.stringify(log)}\n`),
      onFault: (error, id) => io.stderr.write(`${JSON.stringify({ id, fault: reasonOf(error) })}\n`),
    };
    const server = made(
      () => createServer(options),
      (error) => refusal(error, loaded),
    );
    const { url, stop } = await listen(server, host, port, line);
    // Who reads that we listen may tell us to stop at once.
    const stopped = stopSignal();
    if (given === undefined) io.stdout.write(`token ${token}\n`);
    io.stdout.write(`listening on ${url}\n`);
    await stopped;
    await server.stop();
    await stop();
  } finally {
    await source?.close?.();
  }
  return { code: exit.done, notes: [...diagnostics, 'Stopped.'], json: {} };
}

function made<T>(make: () => T, refused: (error: unknown) => Stop): T {
  try {
    return make();
  } catch (error) {
    throw refused(error);
  }
}
