import type { Command, CommanderError } from 'commander';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { CommandLine } from './command-line.js';

/** What the parser of arguments refuses, in our own words and with the place in the command line. */
export function usageFault(error: CommanderError, root: Command, line: CommandLine): Diagnostic {
  const known = root.commands.map((command) => command.name());
  const command = root.commands.find((one) => one.name() === line.argv[0]);
  const name = command?.name() ?? '';
  // Its messages are its only account of what it stumbled over: error: unknown option '--dtaa'
  const subject = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption': {
      const option = subject.split('=')[0] ?? subject;
      const options = (command ?? root).options.flatMap(({ long }) => (long ? [long] : []));
      const params = {
        option,
        nearest: nearest(option, [...options, '--help']),
        command: name && `${name} `,
      };
      return diagnose('unknown-option', params, line.at(given(subject, line)));
    }
    case 'commander.unknownCommand':
      return diagnose(
        'unknown-command',
        { name: subject, nearest: nearest(subject, known), known },
        line.at(subject),
      );
    case 'commander.optionMissingArgument': {
      const option = subject.split(/[ ,]/).find((part) => part.startsWith('--')) ?? subject;
      return diagnose('option-needs-value', { option }, line.at(option));
    }
    case 'commander.missingArgument':
      return diagnose('missing-operand', { operand: subject, command: name }, line.at(''));
    case 'commander.excessArguments': {
      const surplus = command?.args[command.registeredArguments.length] ?? '';
      return diagnose('surplus-operand', { text: surplus, command: name }, line.at(surplus));
    }
    default:
      return diagnose('missing-command', { known }, line.at(''));
  }
}

/** The argument as it was given: the parser may tell only the option of `--option=value`. */
const given = (option: string, line: CommandLine): string =>
  line.argv.find((argument) => argument === option || argument.startsWith(`${option}=`)) ?? option;
