import { randomBytes } from 'node:crypto';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { createServer, type ServerOptions, tokenHash } from '../../server/index.js';
import type { CommandLine } from '../command-line.js';
import { refusal } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { reasonOf } from '../reason.js';
import { invalidChoice } from '../render-flags.js';
import type { Result } from '../result.js';
import { isLoopback, listen, stopSignal } from '../serve.js';
import {
  openTenants,
  othersRead,
  readTenants,
  readToken,
  type TenantFiles,
  usableToken,
} from '../tenants.js';
import { wholeNumber } from '../whole-number.js';

export interface ServeFlags {
  readonly data?: string;
  readonly dataTokenFile?: string;
  readonly templates?: string;
  readonly tenants?: string;
  readonly inline?: string;
  readonly port?: string;
  readonly host?: string;
  readonly tokenFile?: string;
  readonly timeLimit?: string;
  readonly maxBody?: string;
  readonly maxRunning?: string;
  readonly config?: string | false;
}

const variable = 'SNIPPETRY_SERVE_TOKEN';

/** `snippetry serve --data D --templates T`: renders over HTTP until it is stopped. */
export async function serveCommand(flags: ServeFlags, line: CommandLine, io: Io): Promise<Result> {
  const { host = '127.0.0.1' } = flags;
  const faults: Diagnostic[] = [];
  const number = (option: string, text: string, least: number, most: number) =>
    wholeNumber(option, text, { least, most }, line, faults);
  const port = number('--port', flags.port ?? '8788', 0, 65_535);
  const limits = {
    timeLimit: number('--time-limit', flags.timeLimit ?? '30', 1, 3600) * 1000,
    maxBody: number('--max-body', flags.maxBody ?? '1000000', 1, 1_000_000_000),
    maxRunning: number('--max-running', flags.maxRunning ?? '50', 1, 100_000),
  };
  const inline = inlineOf(flags.inline, line, faults);
  if (flags.tenants !== undefined) {
    for (const [option, text] of ofOneTenant(flags)) {
      if (text !== undefined) faults.push(diagnose('tenants-have-own', { option }, line.at(text, option)));
    }
  } else if (flags.tokenFile === undefined && io.env[variable] === undefined && !isLoopback(host)) {
    faults.push(diagnose('token-missing', { host, variable }, line.at(host, '--host')));
  }
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const { tenants: files, diagnostics, token } = await tenantsOf(flags, inline, line, io);
  const opened = await openTenants(files, io);
  try {
    const options: ServerOptions = {
      ...limits,
      tenants: opened.tenants,
      onRequest: (log) => io.stderr.write(`${JSON.stringify(log)}\n`),
      onFault: (error, id) => io.stderr.write(`${JSON.stringify({ id, fault: reasonOf(error) })}\n`),
    };
    const server = made(options);
    const { url, stop } = await listen(server, host, port, line);
    // Who reads that we listen may tell us to stop at once.
    const stopped = stopSignal();
    for (const { code, message } of diagnostics) {
      io.stderr.write(`snippetry serve: warning: ${message} [${code}]\n`);
    }
    if (token !== undefined) io.stdout.write(`token ${token}\n`);
    io.stdout.write(`listening on ${url}\n`);
    await stopped;
    await server.stop();
    await stop();
  } finally {
    await opened.close();
  }
  return { code: exit.done, notes: [...opened.diagnostics, 'Stopped.'], json: {} };
}

/** Options that each tenant of a file has for itself. */
const ofOneTenant = ({ data, dataTokenFile, templates, tokenFile, inline, config }: ServeFlags) =>
  [
    ['--data', data],
    ['--data-token-file', dataTokenFile],
    ['--templates', templates],
    ['--token-file', tokenFile],
    ['--inline', inline],
    ['--config', config === false ? undefined : config],
  ] as const;

function inlineOf(
  given: string | undefined,
  line: CommandLine,
  faults: Diagnostic[],
): 'trusted' | 'untrusted' | undefined {
  if (given === undefined || given === 'trusted' || given === 'untrusted') return given;
  faults.push(invalidChoice('--inline', given, ['untrusted', 'trusted'], line));
  return undefined;
}

interface Tenants {
  readonly tenants: readonly TenantFiles[];
  readonly diagnostics: readonly Diagnostic[];
  /** One that was made here, for whoever started the server. */
  readonly token?: string;
}

async function tenantsOf(
  flags: ServeFlags,
  inline: TenantFiles['inline'],
  line: CommandLine,
  io: Io,
): Promise<Tenants> {
  const { tenants, tokenFile, data, dataTokenFile, templates, config } = flags;
  if (tenants !== undefined) return readTenants(tenants, line, io);
  const one = { name: 'default', data, dataTokenFile, templates, config, inline };
  const given = io.env[variable];
  if (tokenFile === undefined && given === undefined) {
    const token = randomBytes(32).toString('hex');
    return { tenants: [{ ...one, tokenHashes: [tokenHash(token)] }], diagnostics: [], token };
  }
  const token =
    tokenFile === undefined ? usableToken(given ?? '', variable, line) : await readToken(tokenFile, line, io);
  const diagnostics = tokenFile === undefined ? [] : await othersRead(tokenFile, io);
  return { tenants: [{ ...one, tokenHashes: [tokenHash(token)] }], diagnostics };
}

/** @throws {Stop} where an engine refuses its options, or two tenants have one token */
function made(options: ServerOptions) {
  try {
    return createServer(options);
  } catch (error) {
    throw refusal(error, { config: {} });
  }
}
