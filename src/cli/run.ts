import { CommanderError } from 'commander';
import { diagnose } from '../diagnostics/diagnostic.js';
import { CommandLine } from './command-line.js';
import { type ExitCode, exit, Stop } from './exit.js';
import type { Io } from './io.js';
import { type Call, program } from './program.js';
import { reasonOf } from './reason.js';
import { jsonOf, print } from './result.js';
import { usageFault } from './usage.js';

/**
 * The whole command line, in this process.
 *
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 done, 1 template or data error, 2 usage, 3 skipped. Never throws.
 * @example await run(['check', 'templates/'], io)
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const line = new CommandLine(argv);
  const hide = (text: string) => line.hide(text);
  const calls: Call[] = [];
  const root = program(line, io, (call) => calls.push(call));
  // What --json was meant for is still JSON when the rest of the call is wrong.
  let call = { command: argv[0] ?? '', json: argv.includes('--json') };
  try {
    await root.parseAsync(argv.map(withoutGreed), { from: 'user' });
    const [found] = calls;
    if (found === undefined) return exit.done;
    call = found;
    const result = await found.run();
    print(found.command, result, found.json, io, hide);
    return result.code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exit.done;
    const stop = stopOf(error, line, root, io);
    const json = { diagnostics: jsonOf(stop.diagnostics) };
    print(call.command, { code: stop.code, notes: stop.diagnostics, json }, call.json, io, hide);
    return stop.code;
  }
}

/** `--strict` takes a value only after `=`: what follows it is the template. */
const withoutGreed = (argument: string): string => (argument === '--strict' ? '--strict=' : argument);

function stopOf(error: unknown, line: CommandLine, root: ReturnType<typeof program>, io: Io): Stop {
  if (error instanceof Stop) return error;
  if (error instanceof CommanderError) return new Stop(exit.usage, [usageFault(error, root, line)]);
  if (io.env.SNIPPETRY_DEBUG === '1' && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  return new Stop(exit.failed, [diagnose('command-crashed', { reason: reasonOf(error) }, line.at(''))]);
}
