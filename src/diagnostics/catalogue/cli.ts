import { entry } from '../entry.js';

const didYouMean = (nearest: string | undefined): string | undefined =>
  nearest === undefined ? undefined : `did you mean ${nearest}?`;

/** Faults of the command line and of the configuration file: what was asked for, before any template runs. */
export const cli = {
  // ---------------------------------------------------------- the command line
  'unknown-command': entry<{ name: string; nearest?: string | undefined; known: readonly string[] }>({
    severity: 'error',
    message: ({ name }) => `there is no command "${name}"`,
    help: ({ nearest, known }) => didYouMean(nearest) ?? `commands are ${known.join(', ')}`,
  }),
  'missing-command': entry<{ known: readonly string[] }>({
    severity: 'error',
    message: () => 'a command is missing',
    help: ({ known }) => `commands are ${known.join(', ')}; snippetry --help explains them`,
  }),
  'unknown-option': entry<{ option: string; nearest?: string | undefined; command: string }>({
    severity: 'error',
    message: ({ option }) => `there is no option ${option}`,
    help: ({ nearest, command }) => didYouMean(nearest) ?? `snippetry ${command}--help lists the options`,
  }),
  'option-needs-value': entry<{ option: string }>({
    severity: 'error',
    message: ({ option }) => `${option} needs a value`,
    help: ({ option }) => `write ${option} VALUE, or ${option}=VALUE where the value begins with a dash`,
  }),
  'missing-operand': entry<{ operand: string; command: string }>({
    severity: 'error',
    message: ({ operand }) => `${operand} is missing`,
    help: ({ command }) => `snippetry ${command} --help shows how it is called`,
  }),
  'surplus-operand': entry<{ text: string; command: string }>({
    severity: 'error',
    message: ({ text }) => `"${text}" is too much`,
    help: ({ command }) => `snippetry ${command} --help shows how it is called`,
  }),
  'missing-option': entry<{ option: string; why: string }>({
    severity: 'error',
    message: ({ why }) => why,
    help: ({ option }) => `add ${option}`,
  }),
  'invalid-time': entry<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `"${text}" is not a time`,
    help: () => 'use ISO 8601, such as 2025-06-25T00:00:00Z',
  }),
  'invalid-time-zone': entry<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `"${text}" is not a time zone`,
    help: () => 'use an IANA name, such as Europe/Warsaw or UTC',
  }),
  'invalid-locale': entry<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `"${text}" is not a locale`,
    help: () => 'use a BCP 47 tag, such as en, pl or de-AT',
  }),
  'invalid-choice': entry<{
    option: string;
    text: string;
    choices: readonly string[];
    nearest?: string | undefined;
  }>({
    severity: 'error',
    message: ({ option, text }) => `${option} cannot be "${text}"`,
    help: ({ choices, nearest }) => didYouMean(nearest) ?? `it is one of ${choices.join(', ')}`,
  }),
  'several-receivers': entry({
    severity: 'error',
    message: () => 'the messages of several receivers do not fit into one text',
    help: () => 'add --out DIR for a file each, or --json for one document',
  }),
  'output-is-file': entry<{ file: string }>({
    severity: 'error',
    message: ({ file }) => `${file} is a file, and several messages need a folder`,
    help: () => 'name a folder: it is made where there is none',
  }),

  // ----------------------------------------------------------- files and folders
  'file-unwritable': entry<{ file: string; reason: string }>({
    severity: 'error',
    message: ({ file, reason }) => `${file} cannot be written: ${reason}`,
  }),
  'no-template-files': entry<{ folder: string; extensions: readonly string[] }>({
    severity: 'warning',
    message: ({ folder }) => `${folder} has no templates`,
    help: ({ extensions }) => `templates end in ${extensions.join(', ')}; any other file can be named itself`,
  }),
  'context-not-object': entry<{ what: 'context' | 'event' }>({
    severity: 'error',
    message: ({ what }) => `the ${what} must be a JSON object: names and their values`,
    help: () => 'write {"name": value, …}',
  }),
  'same-file-name': entry<{ first: string; second: string }>({
    severity: 'error',
    message: ({ first, second }) => `the messages to "${first}" and "${second}" would be one file`,
    help: () => 'write them into two folders',
  }),

  // -------------------------------------------------------- the configuration
  'config-failed': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `the configuration cannot be loaded: ${reason}`,
    help: () => 'mend it, or run without it: --no-config',
  }),
  'config-shape': entry({
    severity: 'error',
    message: () => 'the configuration exports no object',
    help: () => "write: import { defineConfig } from 'snippetry'; export default defineConfig({ … });",
  }),
  'unknown-setting': entry<{ name: string; nearest?: string | undefined; known: readonly string[] }>({
    severity: 'error',
    message: ({ name }) => `the configuration knows no "${name}"`,
    help: ({ nearest, known }) => didYouMean(nearest) ?? `it knows ${known.join(', ')}`,
  }),
  'invalid-setting': entry<{ name: string; wants: string }>({
    severity: 'error',
    message: ({ name, wants }) => `"${name}" in the configuration must be ${wants}`,
  }),
  'engine-refused': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `the configuration cannot be used: ${reason}`,
  }),

  // ------------------------------------------------------------------ anything else
  'command-crashed': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `this should not have happened: ${reason}`,
    help: () => 'please report it; SNIPPETRY_DEBUG=1 shows where it happened',
  }),
} as const;
