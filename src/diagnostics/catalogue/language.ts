import { entry } from '../entry.js';

interface Unknown {
  readonly name: string;
  readonly nearest?: string | undefined;
}

const nearestHelp = ({ nearest }: Unknown): string | undefined =>
  nearest === undefined ? undefined : `did you mean "${nearest}"?`;

/** Faults of names and arguments: what the definitions of tags, filters and data tags refuse. */
export const language = {
  'unknown-filter': entry<Unknown>({
    severity: 'error',
    message: ({ name }) => `there is no filter "${name}"`,
    help: nearestHelp,
  }),
  'filter-needs-argument': entry<{ name: string; argument: string }>({
    severity: 'error',
    message: ({ name, argument }) => `the filter "${name}" needs an argument: ${argument}`,
    help: ({ name, argument }) => `write |${name}:"${argument}"`,
  }),
  'filter-takes-no-argument': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the filter "${name}" takes no argument`,
    help: ({ name }) => `write |${name}`,
  }),
  'not-allowed': entry<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} is not allowed here`,
    help: () => "the engine's policy decides what templates may use",
  }),
  'not-iterable': entry({
    severity: 'error',
    message: () => 'a loop needs a list, and this value is none',
  }),
  'unpacking-mismatch': entry<{ names: number; values: number }>({
    severity: 'error',
    message: ({ names, values }) => `the loop has ${names} names, but an element has ${values} values`,
    help: ({ values }) => `give it ${values === 1 ? 'one name' : `${values} names`}`,
  }),
  'with-arguments': entry({
    severity: 'error',
    message: () => 'with needs at least one name=value',
    help: () => 'write {% with name=value %} or {% with value as name %}',
  }),
  'extends-not-first': entry({
    severity: 'error',
    message: () => 'extends must be the first tag of its template',
    help: () => 'move it to the top',
  }),
  'duplicate-block': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `there are two blocks called "${name}" in this template`,
    help: () => 'rename one of them',
  }),
  'unknown-template': entry<Unknown>({
    severity: 'error',
    message: ({ name }) => `there is no template "${name}"`,
    help: nearestHelp,
  }),
  'no-template-loader': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the template "${name}" cannot be loaded: this engine has no templates`,
    help: () => 'give the engine templates: a folder, or an object of sources by name',
  }),
  'extends-cycle': entry<{ chain: readonly string[] }>({
    severity: 'error',
    message: ({ chain }) => `this template extends itself: ${chain.join(' → ')}`,
    help: () => 'one template of the chain must stand on its own',
  }),
  'unknown-cycle': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `no cycle called "${name}" stands before this one`,
    help: ({ name }) => `name one: {% cycle "a" "b" as ${name} %}`,
  }),
  'silent-cycle-without-name': entry({
    severity: 'error',
    message: () => 'a silent cycle needs a name, or nothing could read it',
    help: () => 'write {% cycle … as name silent %}',
  }),
} as const;
