import { entry } from '../entry.js';

/** Why a text is not one mailbox. */
export type AddressFault =
  | 'blank'
  | 'several'
  | 'group'
  | 'line-break'
  | 'named'
  | 'malformed'
  | 'domain'
  | 'not-ascii'
  | 'too-long';

const addressFaults: Readonly<Record<AddressFault, string>> = {
  blank: 'it is blank',
  several: 'it holds several',
  group: 'it is a group of addresses',
  'line-break': 'it holds a line break or another control character',
  named: 'it holds more than the address itself',
  malformed: 'it is not of the form name@domain',
  domain: 'what stands after its @ is no domain name',
  'not-ascii': 'what stands before its @ has letters that not every mail server takes',
  'too-long': 'it is longer than any address may be',
};

/** Why a header cannot be written. */
export type HeaderFault = 'name' | 'reserved' | 'too-long';

const headerFaults: Readonly<Record<HeaderFault, string>> = {
  name: 'its name is not made of letters, digits and hyphens',
  reserved: 'it is written by other means',
  'too-long': 'its value is too long',
};

/** What stands between a finished message and a mail of it. */
export const mail = {
  'mail-empty': entry({
    severity: 'error',
    message: () => 'the message has neither html nor text, and a mail is one of them or both',
    help: () => 'give the template a block html or text; chat channels are no part of a mail',
  }),
  'mail-address': entry<{ field: string; fault: AddressFault }>({
    severity: 'error',
    message: ({ field, fault }) => `"${field}" is not one e-mail address: ${addressFaults[fault]}`,
    help: () => 'it is one address such as ann@example.com; a name that goes with it is given beside it',
  }),
  'mail-header': entry<{ name: string; fault: HeaderFault; most?: number }>({
    severity: 'error',
    message: ({ name, fault, most }) =>
      `the header "${name}" cannot be written: ${headerFaults[fault]}` +
      `${most === undefined ? '' : `, of ${most} characters at most`}`,
    help: ({ fault }) =>
      fault === 'reserved'
        ? 'give who sends, who receives, subject, date and unsubscribing as what they are, not as headers'
        : undefined,
  }),
  'mail-date': entry({
    severity: 'error',
    message: () => 'the date of the mail is no date that a mail can have',
    help: () => 'give the clock of the campaign, of a year from 1000 to 9999',
  }),
  'mail-message-id': entry({
    severity: 'error',
    message: () => 'the Message-ID is not of the form <something@domain> in visible ASCII characters',
    help: () => 'make it with messageId(campaign, receiver, from)',
  }),
  'mail-unsubscribe': entry<{ what: 'url' | 'mailto' }>({
    severity: 'error',
    message: ({ what }) =>
      what === 'url'
        ? 'the link for unsubscribing is not an absolute http or https address of 900 characters at most'
        : 'the address for unsubscribing is neither one e-mail address nor a mailto: link of one',
    help: ({ what }) =>
      what === 'url'
        ? 'links.unsubscribe(receiver) gives one such as https://example.com/u/…'
        : 'give one such as unsubscribe@example.com',
  }),
  'mail-clipped': entry<{ kilobytes: number; most: number }>({
    severity: 'warning',
    message: ({ kilobytes, most }) =>
      `the HTML has ${kilobytes} kB, and Gmail shows the first ${most} kB only, behind which unsubscribing often stands`,
    help: () => 'ask for fewer records, or move repeated style attributes into a <style> element',
  }),
  'mail-without-subject': entry({
    severity: 'warning',
    message: () => 'the subject is blank',
    help: () => 'print something in every case: {{ … |default:"…" }}, or {% require … %} it',
  }),
  'mail-css': entry<{ fault: 'too-long' | 'too-deep' | 'unreadable' }>({
    severity: 'error',
    message: ({ fault }) =>
      `the rules of <style> cannot be moved into attributes: ${
        fault === 'unreadable'
          ? 'a style attribute or a rule cannot be read'
          : fault === 'too-long'
            ? 'the HTML has more than a million characters or 20,000 tags'
            : 'its elements are nested deeper than those of any mail'
      }`,
    help: () => 'mend it, or leave inlineCss out',
  }),
  'mail-package-missing': entry<{ name: string; option: string }>({
    severity: 'error',
    message: ({ name, option }) => `${option} needs the package "${name}", which is not installed`,
    help: ({ name }) => `run npm install ${name}`,
  }),
} as const;
