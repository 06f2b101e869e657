import { entry } from '../entry.js';

/** What a channel makes of a message: its markup, its length, its characters. */
export const channels = {
  'reserved-character': entry<{ character: string; channel: string }>({
    severity: 'error',
    message: ({ character, channel }) =>
      character === '\\'
        ? `a backslash before a value would take away its escape in ${channel}`
        : `"${character}" is reserved in ${channel}, which refuses the message`,
    help: ({ character }) => `write \\${character}`,
  }),
  'markup-unclosed': entry<{ opener: string; channel: string }>({
    severity: 'error',
    message: ({ opener, channel }) => `"${opener}" is not closed, and ${channel} refuses the message`,
    help: ({ opener }) =>
      opener === '('
        ? 'end the link with )'
        : `close it, or write ${opener.replace(/./g, '\\$&')} for the character`,
  }),
  'markup-differs': entry<{ tag: string }>({
    severity: 'error',
    message: ({ tag }) =>
      `what is open in the channel's markup after "${tag}" depends on which of its parts is printed`,
    help: () => 'open and close each pair of marks within the same part',
  }),
  'html-in-message': entry<{ filter: string; channel: string }>({
    severity: 'warning',
    message: ({ filter, channel }) =>
      `the filter "${filter}" makes HTML, which ${channel} shows as it stands`,
    help: () => 'leave it out, or write this part for e-mail',
  }),
  'message-malformed': entry<{ channel: string; what: string }>({
    severity: 'error',
    message: ({ channel, what }) => `${channel} would refuse the finished message: ${what}`,
    help: () => 'look for |safe, autoescape off and translations that hold markup',
  }),
  'message-too-long': entry<{ channel: string; length: number; most: number; unit: string }>({
    severity: 'error',
    message: ({ channel, length, most, unit }) =>
      `the message has ${length} ${unit}, and ${channel} takes ${most} at most`,
    help: () => 'shorten its values with truncatechars or slice, or ask for fewer records',
  }),
  'message-long': entry<{ channel: string; length: number; advised: number; unit: string }>({
    severity: 'warning',
    message: ({ channel, length, advised, unit }) =>
      `the message has ${length} ${unit}, and ${channel} advises ${advised} at most`,
  }),
  'own-text-long': entry<{ channel: string; length: number; most: number; unit: string; always: boolean }>({
    severity: 'warning',
    message: ({ channel, length, most, unit, always }) =>
      `the template's own text ${always ? 'has' : 'may have'} ${length} ${unit} of the ${most} that ${channel} takes`,
    help: () => 'shorten it: what its values print comes on top',
  }),
  'partial-in-markup': entry<{ channel: string }>({
    severity: 'error',
    message: ({ channel }) =>
      `"partial" stands inside a mark or a link of ${channel}, for which its part was not made`,
    help: () => 'write the mark within the part, or include a template instead',
  }),
  'forces-ucs2': entry<{ character: string; instead?: string | undefined }>({
    severity: 'info',
    message: ({ character }) =>
      `"${character}" is not in GSM-7: with it an SMS holds 70 characters instead of 160`,
    help: ({ instead }) =>
      instead === undefined ? undefined : `write ${instead === ' ' ? 'a space' : instead}`,
  }),
  'value-forces-ucs2': entry<{ path: string }>({
    severity: 'info',
    message: ({ path }) =>
      `"${path}" prints a character that is not in GSM-7: the SMS holds 70 characters instead of 160`,
  }),
  'sms-room': entry<{ encoding: 'gsm-7' | 'ucs-2'; segments: number; units: number; room: number }>({
    severity: 'info',
    message: ({ encoding, segments, units, room }) =>
      `the template's own text takes ${units} ${encoding === 'gsm-7' ? 'septets' : 'UTF-16 units'}` +
      `${segments > 1 ? ` in ${segments} segments` : ''}; ${room} more fit before another segment begins`,
  }),
} as const;
