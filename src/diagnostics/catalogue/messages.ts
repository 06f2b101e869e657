import { entry } from '../entry.js';

const listed = (names: readonly string[]): string => names.join(', ');

/** Messages: templates whose blocks are parts. */
export const messages = {
  'text-outside-parts': entry({
    severity: 'error',
    message: () => 'a message has parts, and this would be printed outside of all of them',
    help: () =>
      'move it into a part, such as {% block html %}; at the top level stand data tags, skip and require',
  }),
  'unknown-part': entry<{ name: string; names: readonly string[]; nearest?: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `a message has no part "${name}"`,
    help: ({ names, nearest }) =>
      nearest === undefined ? `its parts are ${listed(names)}` : `did you mean "${nearest}"?`,
  }),
  'part-inside': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the part "${name}" stands inside another tag`,
    help: ({ name }) =>
      `parts stand at the top level of a message; a block inside one needs a name that is no part's, such as "${name}_body"`,
  }),
  'message-parent-unknown': entry<{ named: boolean }>({
    severity: 'error',
    message: () => 'the parts of a message must be known before it runs, and this parent is not',
    help: ({ named }) =>
      named
        ? 'its loader answers later: use engine.loadMessage, which waits for it'
        : 'name the parent in quotes: {% extends "base" %}',
  }),
  'message-without-body': entry<{ names: readonly string[] }>({
    severity: 'error',
    message: () => 'the message has a subject and nothing to read',
    help: ({ names }) =>
      `add a part: ${listed(names.filter((name) => name !== 'subject' && name !== 'preheader'))}`,
  }),
  'channel-of-message': entry({
    severity: 'error',
    message: () => 'the template is a message, and each of its parts has a channel of its own',
    help: () => 'leave --channel out; --part NAME takes one part',
  }),
  'no-such-part': entry<{ name: string; parts: readonly string[]; nearest?: string | undefined }>({
    severity: 'error',
    message: ({ name, parts }) =>
      parts.length === 0
        ? 'the template is no message, and has no parts'
        : `the message has no part "${name}"`,
    help: ({ parts, nearest }) =>
      parts.length === 0
        ? 'leave --part out; a message has a block "subject"'
        : nearest === undefined
          ? `its parts are ${listed(parts)}`
          : `did you mean "${nearest}"?`,
  }),
} as const;
