import { DriverMissing } from './driver.js';
import { Damaged } from './rows.js';

/** What PostgreSQL's SQLSTATEs say to a person. Its own texts quote keys and values: none is shown. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['28P01', 'the user or the password is refused'],
  ['28000', 'the user is refused'],
  ['3D000', 'there is no such database'],
  ['42501', 'permission denied'],
  ['42P01', 'a table is missing'],
  ['42703', 'a column is missing'],
  ['25006', 'it cannot be written to'],
  ['25P02', 'an earlier statement of its transaction failed'],
  ['53100', 'the disk is full'],
  ['53200', 'the server is out of memory'],
  ['53300', 'it has too many connections'],
  ['55P03', 'another program holds it'],
  ['57014', 'the statement took too long'],
  ['57P01', 'the server ended the connection'],
  ['57P02', 'the server ended the connection'],
  ['57P03', 'the server is starting or stopping'],
  ['ECONNREFUSED', 'nothing answers at its address'],
  ['ECONNRESET', 'the connection was lost'],
  ['EPIPE', 'the connection was lost'],
  ['ETIMEDOUT', 'nothing answers at its address'],
  ['EHOSTUNREACH', 'nothing answers at its address'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'there is no such host, or no network'],
  ['ERR_INVALID_URL', 'its address cannot be read'],
]);

/** What the driver itself refuses has a text and no code. */
const refusals: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/does not support SSL/, 'the server does not speak TLS'],
  [/client password must be/, 'it wants a password: set PGPASSWORD'],
];

/** In words for a person, without values of records and without secrets. */
export function postgresReason(error: unknown): string {
  if (error instanceof Damaged) return 'what is stored is damaged';
  if (error instanceof DriverMissing) return error.message;
  const code = codeOf(error);
  if (code !== undefined) return reasons.get(code) ?? `error ${code}`;
  if (isLost(error)) return 'the connection was lost';
  const text = error instanceof Error ? error.message : '';
  return refusals.find(([pattern]) => pattern.test(text))?.[1] ?? 'it failed';
}

/** Whether the same may succeed later: lost connections, conflicts, too little of something, a time-out. */
export function mayPass(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return isLost(error);
  return /^(?:08|40|53|57P0|57014|55P03|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)/.test(code);
}

/** The driver's own errors have no code, only a text. */
const isLost = (error: unknown): boolean =>
  error instanceof Error && /terminat|timeout|closed|not queryable/i.test(error.message);

export function codeOf(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  // Of several addresses of a host none answered.
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return inner === undefined ? undefined : codeOf(inner);
}
