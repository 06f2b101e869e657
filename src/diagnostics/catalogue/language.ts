import { entry } from '../entry.js';

export interface Unknown {
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
  'filter-needs-argument': entry<{ name: string; argument: string; example: string }>({
    severity: 'error',
    message: ({ name, argument }) => `the filter "${name}" needs an argument: ${argument}`,
    help: ({ example }) => `write it after a colon: ${example}`,
  }),
  'odd-argument': entry<{ name: string; wants: string }>({
    severity: 'warning',
    message: ({ name, wants }) => `"${name}" wants ${wants}`,
    help: () => 'as it stands it does nothing, or not what it says',
  }),
  'text-in-order': entry<{ number: string }>({
    severity: 'warning',
    message: ({ number }) =>
      `"${number}" is a text here, and texts are ordered by their characters: "10" comes before "9"`,
    help: ({ number }) => `write ${number} without quotes`,
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
  'attribute-not-allowed': entry<{ attribute: string; records: string }>({
    severity: 'error',
    message: ({ attribute, records }) =>
      `"${attribute}" of ${records.replaceAll('_', ' ')} may not be read here`,
    help: () => "the engine's policy keeps it from templates: policy.attributes",
  }),
  'not-iterable': entry({
    severity: 'error',
    message: () => 'a loop needs a list, and this value is not one',
    help: () => 'name what a data tag has bound, such as {% deals as list %}, or another list',
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
  'template-outside': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `"${name}" leads out of the templates`,
    help: () => 'a name with ./ or ../ is meant from the folder of the template that it stands in',
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
  'no-cycle-to-reset': entry({
    severity: 'error',
    message: () => 'there is no cycle before this tag to begin again',
    help: () => 'write {% cycle "a" "b" %} before it, or delete it',
  }),
  'filter-not-permitted': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the filter "${name}" is not permitted in a filter tag`,
    help: ({ name }) =>
      `put the text into {% autoescape ${name === 'safe' ? 'off' : 'on'} %} … {% endautoescape %} instead`,
  }),
  'unknown-library': entry<Unknown>({
    severity: 'warning',
    message: ({ name }) => `there is no library "${name}", so its tags and filters are missing`,
    help: ({ nearest }) =>
      nearest === undefined
        ? 'delete it: every tag and filter that there is can be used without load'
        : `did you mean "${nearest}"?`,
  }),
  'unknown-partial': entry<Unknown>({
    severity: 'error',
    message: ({ name }) => `there is no partial "${name}" in this template`,
    help: nearestHelp,
  }),
  'duplicate-partial': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `there are two partials called "${name}" in this template`,
    help: () => 'rename one of them',
  }),
  'widthratio-width': entry({
    severity: 'error',
    message: () => 'the last argument of widthratio must be a whole number',
    help: () => 'write {% widthratio value most 100 %} for the part of a hundred',
  }),
  'unknown-url': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `there is no URL called "${name}"`,
    help: () => "write the URL out, or have the engine's option urls make it",
  }),
  'lorem-arguments': entry({
    severity: 'error',
    message: () => 'lorem takes a count, then w, p or b, then random',
    help: () => 'write {% lorem 2 p %}',
  }),
  'querystring-mapping': entry({
    severity: 'error',
    message: () => 'querystring needs an object of parameters, and this value is not one',
    help: () => 'write the parameters out: {% querystring page=2 %}',
  }),
  'silent-cycle-without-name': entry({
    severity: 'error',
    message: () => 'a silent cycle needs a name, or nothing could read it',
    help: () => 'write {% cycle … as name silent %}',
  }),
} as const;
