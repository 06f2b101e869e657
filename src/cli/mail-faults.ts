import { MailError } from '../campaign/index.js';
import type { CommandLine } from './command-line.js';
import { type ExitCode, Stop } from './exit.js';
import { placed } from './placed.js';

/** What the options of a mail were given as. */
interface MailFlags {
  readonly deliverTo?: string;
  readonly smtp?: string;
  readonly from?: string;
  readonly subject?: string;
}

/**
 * Does something with a mail; what goes wrong is shown at the option that it is about.
 *
 * @throws {Stop} with the given exit code
 */
export async function atMailOptions<T>(
  flags: MailFlags,
  line: CommandLine,
  code: ExitCode,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    const { diagnostic } = error;
    const where = placeOf(diagnostic.code, diagnostic.message, flags, line);
    throw new Stop(code, [where === undefined ? diagnostic : placed(diagnostic, where)]);
  }
}

function placeOf(code: string, message: string, flags: MailFlags, line: CommandLine) {
  const at = (given: string | undefined, option: string) => line.at(given ?? '', option);
  if (code === 'smtp-recipient-refused' || message.startsWith('"deliver-to"')) {
    return at(flags.deliverTo, '--deliver-to');
  }
  if (code === 'smtp-sender-refused' || message.startsWith('"from"')) return at(flags.from, '--from');
  if (code.startsWith('smtp-')) return at(flags.smtp, '--smtp');
  return undefined;
}
