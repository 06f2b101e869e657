import type { Channel } from '../channels/channel.js';
import { type MarkupFault, readAll } from '../channels/markup.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { FailurePlace } from '../language/pass.js';
import type { TraceEntry } from './trace.js';

/** A finished message, and what tells where its pieces come from. */
export interface Finished {
  readonly text: string;
  readonly start: FailurePlace;
  /** What printed what; undefined where it cannot be told. Asked for only where there is something to say. */
  readonly trace: () => readonly TraceEntry[] | undefined;
}

/** Whether a channel takes a finished message, and what is worth knowing of it. Errors say that it does not. */
export function checkDelivery(channel: Channel, message: Finished): readonly Diagnostic[] {
  return [...lengthOf(channel, message), ...markupOf(channel, message), ...charactersOf(channel, message)];
}

function lengthOf({ name: channel, limit }: Channel, { text, start }: Finished): readonly Diagnostic[] {
  if (limit === undefined) return [];
  const { most, advised = most, unit, measure } = limit;
  const length = measure(text);
  if (length > most) return [diagnose('message-too-long', { channel, length, most, unit }, start)];
  return length > advised ? [diagnose('message-long', { channel, length, advised, unit }, start)] : [];
}

function markupOf(
  { name, markup, strict }: Channel,
  { text, start, trace }: Finished,
): readonly Diagnostic[] {
  if (markup === undefined || !strict) return [];
  const [fault] = readAll(text, markup);
  if (fault === undefined) return [];
  const place = at(trace(), fault.start) ?? start;
  return [diagnose('message-malformed', { channel: name, what: words(fault) }, place)];
}

function words(fault: MarkupFault): string {
  if (fault.kind === 'reserved') return `"${fault.character}" is not escaped`;
  return fault.kind === 'unclosed' ? `"${fault.opener}" is not closed` : fault.reason;
}

/** Only values: of the author's own text `check` has told. */
function charactersOf({ characters }: Channel, { text, start, trace }: Finished): readonly Diagnostic[] {
  const own = start.source.text;
  const strange = characters?.(text).filter((one) => !own.includes(text.slice(one.start, one.end))) ?? [];
  if (strange.length === 0) return [];
  const entries = trace();
  const places = new Map<number, { entry: TraceEntry; count: number }>();
  for (const one of strange) {
    const entry = at(entries, one.start);
    // The author's own as well, in a template that is included or extended.
    if (entry === undefined || entry.source.text.includes(text.slice(one.start, one.end))) continue;
    const known = places.get(entry.range.start) ?? { entry, count: 0 };
    places.set(entry.range.start, known);
    known.count += 1;
  }
  return [...places.values()].map(({ entry, count }) => {
    const { source, range } = entry;
    const path = entry.path ?? source.text.slice(range.start, range.end).slice(0, 40);
    return diagnose('value-forces-ucs2', { path }, { source, range, ...(count > 1 && { count }) });
  });
}

/** The innermost piece that an offset of the message is in, where pieces are told within pieces. */
function at(entries: readonly TraceEntry[] | undefined, offset: number): TraceEntry | undefined {
  return entries?.find((one) => one.start <= offset && offset < one.end) ?? entries?.[entries.length - 1];
}
