import { readFile } from 'node:fs/promises';
import { type Diagnostic, diagnose, type Where } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';
import type { OpenedSource } from './files/files-source.js';
import { isVisible } from './http/checks.js';
import { reasonOf } from './reason.js';

/** Secrets are never part of an address: they come from here. */
export interface Credentials {
  /** `USERCOM_TOKEN`, `COUNTERTOP_API_KEY`, `COUNTERTOP_DEPARTMENT_ID`; that of the process, unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** A file that holds the token or key, instead of the variable. */
  readonly tokenFile?: string;
}

type Failed = { readonly diagnostics: readonly Diagnostic[] };

const address = /^(usercom|countertop)(?:\+(https?))?:\/\/(.*)$/is;

/**
 * Opens a service's API: `usercom://SUBDOMAIN`, `countertop://DEPARTMENT_ID`; at another address, such as that of
 * `snippetry crm`, `usercom+http://127.0.0.1:8100`, `countertop+https://HOST`. Nothing is asked for yet.
 *
 * @returns undefined where the address names no service of these
 */
export async function openService(spec: string, credentials: Credentials): Promise<OpenedSource | undefined> {
  const [, scheme = '', transport, rest = ''] = address.exec(spec) ?? [];
  if (scheme === '') return undefined;
  const baseUrl = transport === undefined ? undefined : `${transport}://${rest}`;
  const name = rest.replace(/\/$/, '');
  // What stands behind the scheme may be a password that does not belong there: nothing of it is shown.
  const where: Where = { source: new SourceText(`${scheme}://…`, ''), range: { start: 0, end: 0 } };
  return scheme.toLowerCase() === 'usercom'
    ? usercom(name, baseUrl, credentials, where)
    : countertop(name, baseUrl, credentials, where);
}

async function usercom(
  subdomain: string,
  baseUrl: string | undefined,
  credentials: Credentials,
  where: Where,
): Promise<OpenedSource> {
  const wanted = { service: 'User.com', what: 'a token', variable: 'USERCOM_TOKEN', file: true };
  const token = await secret(wanted, credentials, where);
  if (typeof token !== 'string') return token;
  const { usercomSource } = await import('./usercom/usercom.js');
  return opened(wanted.service, ['usercom://SUBDOMAIN', 'usercom+https://HOST'], where, () =>
    usercomSource({ token, ...(baseUrl === undefined ? { subdomain } : { baseUrl }) }),
  );
}

async function countertop(
  department: string,
  baseUrl: string | undefined,
  credentials: Credentials,
  where: Where,
): Promise<OpenedSource> {
  const service = 'Countertop';
  const key = { service, what: 'a key', variable: 'COUNTERTOP_API_KEY', file: true };
  const apiKey = await secret(key, credentials, where);
  if (typeof apiKey !== 'string') return apiKey;
  const variable = 'COUNTERTOP_DEPARTMENT_ID';
  const id = { service, what: 'a department id', variable, file: false };
  const { environment = process.env } = credentials;
  const given = baseUrl === undefined && department !== '' ? department : environment[variable];
  const departmentId = usable(id, given, where);
  if (typeof departmentId !== 'string') return departmentId;
  const { countertopSource } = await import('./countertop/countertop.js');
  return opened(service, ['countertop://DEPARTMENT_ID', 'countertop+https://HOST'], where, () =>
    countertopSource({ apiKey, departmentId, ...(baseUrl !== undefined && { baseUrl }) }),
  );
}

/** Everything else was checked before: what a client still refuses is its address. */
function opened(
  service: string,
  forms: readonly string[],
  where: Where,
  make: () => NonNullable<OpenedSource['source']>,
): OpenedSource {
  try {
    return { source: make(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { diagnostics: [diagnose('service-address', { service, forms }, where)] };
  }
}

interface Wanted {
  readonly service: string;
  readonly what: string;
  readonly variable: string;
  readonly file: boolean;
}

async function secret(wanted: Wanted, credentials: Credentials, where: Where): Promise<string | Failed> {
  const { environment = process.env, tokenFile: file } = credentials;
  if (file === undefined) return usable(wanted, environment[wanted.variable], where);
  try {
    return usable(wanted, (await readFile(file, 'utf8')).trim(), where);
  } catch (error) {
    const at = { source: new SourceText(file, ''), range: { start: 0, end: 0 } };
    return { diagnostics: [diagnose('file-unreadable', { file, reason: reasonOf(error) }, at)] };
  }
}

function usable(
  { service, what, variable, file }: Wanted,
  text: string | undefined,
  where: Where,
): string | Failed {
  if (text === undefined || text === '') {
    return { diagnostics: [diagnose('credential-missing', { service, what, variable, file }, where)] };
  }
  if (isVisible(text)) return text;
  return { diagnostics: [diagnose('credential-unusable', { service, what }, where)] };
}
