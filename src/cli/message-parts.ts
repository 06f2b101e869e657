import { diagnose } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { type Message, type MessageTemplate, mailParts, type Template } from '../index.js';
import type { CommandLine } from './command-line.js';
import { exit, Stop } from './exit.js';

/** The parts of a message by name, in the order in which they are shown. */
export function partsOf({ channels, ...mail }: Message): readonly (readonly [name: string, text: string])[] {
  return [
    ...mailParts.flatMap((name) => (mail[name] === undefined ? [] : [[name, mail[name]] as const])),
    ...Object.entries(channels ?? {}),
  ];
}

/** A message as one text, to be looked at: the lines of its head, then each part under its name. */
export function shownMessage(message: Message): string {
  const parts = partsOf(message);
  const head = parts.filter(([name]) => headNames.has(name)).map(([name, text]) => `${name}: ${text}\n`);
  const body = parts
    .filter(([name]) => !headNames.has(name))
    .map(([name, text]) => `\n--- ${name}\n${text.endsWith('\n') ? text : `${text}\n`}`);
  return [...head, ...body].join('');
}

const headNames: ReadonlySet<string> = new Set(['subject', 'preheader']);

/** What the file of a part ends with: `.html`, `.txt`, `.subject.txt`, `.slack.txt`. */
export const partEnding = (part: string): string =>
  part === 'html' ? '.html' : part === 'text' ? '.txt' : `.${part}.txt`;

/** @throws {Stop} for a part that the template has not */
export function checkPart(
  part: string | undefined,
  template: Template | MessageTemplate,
  line: CommandLine,
): void {
  const parts = 'parts' in template ? template.parts : [];
  if (part === undefined || parts.includes(part)) return;
  const params = { name: part, parts, nearest: nearest(part, parts) };
  throw new Stop(exit.usage, [diagnose('no-such-part', params, line.at(part, '--part'))]);
}
