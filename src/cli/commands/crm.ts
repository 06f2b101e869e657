import { randomBytes } from 'node:crypto';
import { createCrm } from '../../crm/index.js';
import { type Diagnostic, diagnose, isError } from '../../diagnostics/diagnostic.js';
import { openStore } from '../../sources/open.js';
import type { CommandLine } from '../command-line.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { resolvePath } from '../paths.js';
import { readText } from '../read-text.js';
import { reasonOf } from '../reason.js';
import type { Result } from '../result.js';
import { isLoopback, listen, stopSignal } from '../serve.js';
import { wholeNumber } from '../whole-number.js';

export interface CrmFlags {
  readonly data?: string;
  readonly port?: string;
  readonly host?: string;
  readonly tokenFile?: string;
  readonly rate?: string;
}

const variable = 'SNIPPETRY_CRM_TOKEN';

/** `snippetry crm --data crm.db --port P`: answers User.com's and Countertop's addresses until it is stopped. */
export async function crmCommand(flags: CrmFlags, line: CommandLine, io: Io): Promise<Result> {
  const { data, host = '127.0.0.1' } = flags;
  const faults: Diagnostic[] = [];
  const port = wholeNumber('--port', flags.port ?? '8787', { least: 0, most: 65_535 }, line, faults);
  const rate = wholeNumber('--rate', flags.rate ?? '10', { least: 0, most: 1_000_000 }, line, faults);
  if (data === undefined) {
    const params = { option: '--data FILE.db', why: 'where the records are is missing' };
    faults.push(diagnose('missing-option', params, line.at('', '--data')));
  }
  if (flags.tokenFile === undefined && io.env[variable] === undefined && !isLoopback(host)) {
    faults.push(diagnose('token-missing', { host, variable }, line.at(host, '--host')));
  }
  if (faults.length > 0 || data === undefined) throw new Stop(exit.usage, faults);
  const given = await givenToken(flags.tokenFile, line, io);
  const token = given ?? randomBytes(32).toString('hex');
  const { store, diagnostics } = await openStore(data.includes('://') ? data : resolvePath(io, data));
  if (store === undefined || diagnostics.some(isError)) throw new Stop(exit.failed, diagnostics);
  try {
    const onFault = (error: unknown) => io.stderr.write(`snippetry crm: ${reasonOf(error)}\n`);
    const app = createCrm(store, { token, rate, onFault });
    const { url, stop } = await listen(app, host, port, line);
    // Who reads that we listen may tell us to stop at once.
    const stopped = stopSignal();
    if (given === undefined) io.stdout.write(`token ${token}\n`);
    io.stdout.write(`listening on ${url}\n`);
    await stopped;
    await stop();
  } finally {
    await store.close();
  }
  return { code: exit.done, notes: [...diagnostics, 'Stopped.'], json: {} };
}

/** @returns none where neither a file nor the environment names one */
async function givenToken(file: string | undefined, line: CommandLine, io: Io): Promise<string | undefined> {
  const text = file === undefined ? io.env[variable] : (await readText(file, io)).text;
  if (text === undefined) return undefined;
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new Stop(exit.usage, [
    diagnose('token-unusable', { from: file ?? variable }, line.at(file ?? '', '--token-file')),
  ]);
}
