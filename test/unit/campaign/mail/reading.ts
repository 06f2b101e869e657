import { MailError } from '../../../../src/campaign/index.js';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.js';
import { cpuTime } from '../../../support/cpu-time.js';

export const text = (mail: Uint8Array): string => Buffer.from(mail).toString('latin1');

/** Why a mail is refused. */
export async function faultOf(mail: Promise<unknown>): Promise<Diagnostic> {
  const error = await mail.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof MailError) return error.diagnostic;
  throw error ?? new Error('it was not refused');
}

/** In milliseconds of computing time. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const before = cpuTime();
  await work();
  return cpuTime() - before;
}
