import { parseSmtpAddress, type SmtpServer } from '../campaign/index.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { CommandLine } from './command-line.js';
import type { Io } from './io.js';
import { nowhere, readText } from './read-text.js';

const variable = 'SNIPPETRY_SMTP_PASSWORD';
const option = '--smtp-token-file';

/**
 * The mail server of `--smtp`, with its password from a file or the environment.
 *
 * @returns none after a fault, which is told
 * @throws {Stop} where a file cannot be read
 */
export async function smtpServer(
  flags: { readonly smtpTokenFile?: string; readonly caFile?: string },
  smtp: string,
  faults: Diagnostic[],
  line: CommandLine,
  io: Io,
): Promise<SmtpServer | undefined> {
  const address = parseSmtpAddress(smtp);
  const where = line.at(smtp, '--smtp');
  if (address === 'malformed' || address === 'password') {
    faults.push(
      address === 'malformed'
        ? diagnose('smtp-address', {}, where)
        : diagnose('smtp-password-in-address', { variable, option }, where),
    );
    return undefined;
  }
  const { smtpTokenFile, caFile } = flags;
  const given = smtpTokenFile === undefined ? io.env[variable] : (await readText(smtpTokenFile, io)).text;
  // Editors end a file with a line break; within a password there is none.
  const password = given?.replace(/[\r\n]+$/, '');
  if (address.user !== undefined && (password === undefined || password === '')) {
    faults.push(diagnose('smtp-password-missing', { variable, option }, where));
    return undefined;
  }
  const authorities = caFile === undefined ? undefined : (await readText(caFile, io)).text;
  if (authorities !== undefined && !authorities.includes('-----BEGIN CERTIFICATE-----')) {
    const file = caFile ?? '';
    faults.push(diagnose('smtp-certificates-missing', { file }, nowhere(file)));
    return undefined;
  }
  return {
    ...address,
    ...(address.user !== undefined && password !== undefined && { password }),
    ...(authorities !== undefined && { authorities }),
  };
}
