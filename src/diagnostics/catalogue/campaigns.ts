import { entry } from '../entry.js';

/** Why receivers of a campaign get nothing, and what keeps a campaign from beginning or going on. */
export const campaigns = {
  // ------------------------------------------------ a receiver who gets nothing
  'receiver-repeated': entry({
    severity: 'info',
    message: () => 'this receiver stands in the audience a second time',
  }),
  'no-consent': entry<{ attribute: string }>({
    severity: 'info',
    message: ({ attribute }) => `${attribute} is not true`,
    help: () =>
      'true, "true", 1 and "1" are; messages that need no consent are rendered with --transactional',
  }),
  'no-address': entry<{ noun: string }>({
    severity: 'info',
    message: ({ noun }) => `the contact has no ${noun}`,
  }),
  suppressed: entry({
    severity: 'info',
    message: () => 'the contact is on the list of those who get nothing',
  }),
  'same-address': entry<{ noun: string }>({
    severity: 'info',
    message: ({ noun }) => `a receiver before has the same ${noun}`,
  }),
  'where-failed': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `the condition of --where cannot be judged: ${reason}`,
  }),
  'audience-row': entry<{ wanted: string }>({
    severity: 'error',
    message: ({ wanted }) => `this row names no contact: ${wanted}`,
    help: () => 'a contact is named by id, custom_id or email',
  }),
  'receiver-unfindable': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `the contact could not be looked for: ${reason}`,
  }),

  // ------------------------------------------------------- the campaign itself
  'audience-unreadable': entry<{ audience: string; reason: string }>({
    severity: 'error',
    message: ({ audience, reason }) =>
      `${audience === 'all' ? 'the contacts' : audience} cannot be read${audience === 'all' ? ' on' : ''}: ${reason}`,
    help: () => 'what was written stays: once it is mended, the same command goes on from there',
  }),
  'audience-empty': entry<{ file: string }>({
    severity: 'error',
    message: ({ file }) => `${file} names nobody`,
    help: () => 'it has an id, custom_id or e-mail address a line, or columns of them',
  }),
  'campaign-not-mail': entry<{ channel: string }>({
    severity: 'error',
    message: ({ channel }) => `a message for ${channel} is no mail`,
    help: () => 'name a file for its lines: --out FILE.jsonl',
  }),
  'where-not-condition': entry({
    severity: 'error',
    message: () => 'this is more than a condition',
    help: () => 'write what stands in an if tag: --where \'receiver.country == "PL"\'',
  }),
  'consent-unknown': entry<{ attribute: string }>({
    severity: 'error',
    message: ({ attribute }) => `no contact has the attribute ${attribute}, so nobody has agreed to this`,
    help: () =>
      'import it; messages that need no consent, such as receipts, are rendered with --transactional',
  }),
  'output-foreign': entry<{ out: string }>({
    severity: 'error',
    message: ({ out }) => `${out} is there already, and is no output of a campaign`,
    help: () => 'name another place: nothing is overwritten',
  }),
  'campaign-differs': entry<{ out: string; differences: readonly string[] }>({
    severity: 'error',
    message: ({ out, differences }) => `${out} was begun with something else: ${differences.join(', ')}`,
    help: () => 'go on with what it was begun with, or name another place for a new campaign',
  }),
  'output-changed': entry<{ out: string; reason: string }>({
    severity: 'error',
    message: ({ out, reason }) => `${out} is not as the campaign left it: ${reason}`,
    help: () => 'put it back, or name another place for a new campaign',
  }),
  'campaign-locked': entry<{ out: string; process: string; file: string }>({
    severity: 'error',
    message: ({ out, process }) => `${out} is being written by ${process}`,
    help: ({ file }) => `wait for it to end; if it runs no more, remove ${file}`,
  }),
  'campaign-unwritable': entry<{ out: string; reason: string }>({
    severity: 'error',
    message: ({ out, reason }) => `${out} cannot be written: ${reason}`,
    help: () => 'what was written stays: once it is mended, the same command goes on from there',
  }),
  'limit-passed': entry<{ what: string; count: number; of: number; limit: string; option: string }>({
    severity: 'error',
    message: ({ what, count, of, limit }) => `${what} for ${count} of ${of}, and the limit is ${limit}`,
    help: ({ option }) =>
      `what was written stays: the same command goes on from there with a higher ${option}`,
  }),
  'campaign-stopped': entry({
    severity: 'warning',
    message: () => 'stopped between two chunks',
    help: () => 'what was written stays: the same command goes on from there',
  }),
} as const;
