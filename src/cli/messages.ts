import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { place } from '../diagnostics/frame.js';
import type { MessageOutcome, Outcome } from '../index.js';
import { type ExitCode, exit } from './exit.js';
import type { RenderInput } from './render-input.js';
import { counted, jsonOf, type Result } from './result.js';

/** Of a template, or of a message with parts. */
export type ShownOutcome = Outcome | MessageOutcome;

/** What became of the message to one receiver. */
export interface RenderedMessage {
  /** As `--to` named the receiver. */
  readonly to: string | undefined;
  readonly outcome: ShownOutcome;
  /** What is printed of it; undefined where nothing was rendered. */
  readonly text: string | undefined;
  /** With the paths of their files. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that hold it. */
  readonly written: readonly string[];
}

/** What `render` prints in the end. */
export function renderResult(
  input: RenderInput,
  messages: readonly RenderedMessage[],
  out: string | undefined,
): Result {
  const [first] = messages;
  const text = out === undefined ? first?.text : undefined;
  const several = messages.length > 1;
  return {
    code: codeOf(messages),
    ...(text !== undefined && { text }),
    notes: [
      ...input.diagnostics,
      ...messages.flatMap((message) => notesOf(message, several)),
      ...(out !== undefined ? [summary(messages)] : []),
    ],
    json: {
      template: input.template.source.name,
      ...('parts' in input.template ? { parts: input.template.parts } : { channel: input.template.channel }),
      diagnostics: jsonOf(input.diagnostics),
      messages: messages.map((message) => jsonOfMessage(message, input)),
    },
  };
}

/** A failure anywhere fails the run; it counts as skipped only where nobody got a message. */
function codeOf(messages: readonly RenderedMessage[]): ExitCode {
  const outcomes = messages.map(({ outcome }) => outcome.outcome);
  if (outcomes.includes('failed')) return exit.failed;
  return outcomes.includes('skipped') && !outcomes.includes('rendered') ? exit.skipped : exit.done;
}

function notesOf(
  { to, outcome, diagnostics, written }: RenderedMessage,
  several: boolean,
): (Diagnostic | string)[] {
  // A blank attribute of a known record is usual; `--json` counts them.
  const notes: (Diagnostic | string)[] = diagnostics.filter(({ severity }) => severity !== 'info');
  if (outcome.outcome === 'skipped') {
    const { source, range } = outcome.place;
    notes.push({ code: 'skipped', severity: 'info', source, range, message: outcome.reason });
  }
  if (notes.length > 0 && several) notes.unshift(`to ${to ?? ''}:`);
  notes.push(...written);
  return notes;
}

function summary(messages: readonly RenderedMessage[]): string {
  const count = (kind: Outcome['outcome']) =>
    messages.filter(({ outcome }) => outcome.outcome === kind).length;
  const parts = (['skipped', 'failed'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${kind}`);
  return [`${counted(count('rendered'), 'message')} written`, ...parts].join(', ');
}

function jsonOfMessage({ to, outcome, diagnostics, written }: RenderedMessage, input: RenderInput) {
  const head = { ...(to !== undefined && { to }), outcome: outcome.outcome };
  const tail = { diagnostics: jsonOf(diagnostics), stats: outcome.stats };
  if (outcome.outcome === 'rendered') {
    const content = 'text' in outcome ? { text: outcome.text } : { message: outcome.message };
    const [file] = written;
    const files = written.length > 1 ? { files: written } : file !== undefined && { file };
    return { ...head, ...content, ...files, ...tail };
  }
  const { source, range } = outcome.place;
  const [where] = input.located([
    { code: 'skipped', severity: 'info', source, range, message: outcome.reason },
  ]);
  return { ...head, reason: outcome.reason, place: where && place(where.source, where.range), ...tail };
}
