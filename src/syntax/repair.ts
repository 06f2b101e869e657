import type { Code } from '../diagnostics/catalogue.js';
import type { Edit } from '../diagnostics/diagnostic.js';
import type { Range } from '../diagnostics/source-text.js';
import { damage } from './damage.js';
import { habits, wholeHabits } from './habits.js';
import type { ReadContext, Subject } from './inside.js';
import { type Recogniser, type Scan, stringEnd } from './scan.js';

/** What people write is shorter; and so no search inside a tag can become long. */
const longest = 2000;

/** Finds known mistakes; each result reports one of them. Empty where nothing is recognised. */
export function repair(context: ReadContext, range: Range, subject: Subject): (() => void)[] {
  const { django, text: source, findings } = context;
  const text = source.slice(range.start, range.end);
  if (text.length > longest) return [];
  const problems = new Map<Code, { edits: Edit[]; report: () => void }>();
  const scan: Scan = {
    text,
    subject,
    django,
    source,
    base: range.start,
    note(code, params, start, end, changes = []) {
      const edits = changes.map((change) => ({
        range: { start: change.start + range.start, end: change.end + range.start },
        text: change.text,
      }));
      const known = problems.get(code);
      if (known) {
        known.edits.push(...edits);
        return;
      }
      const place = { start: start + range.start, end: end + range.start };
      problems.set(code, { edits, report: () => findings.add(code, params, place, { fix: edits }) });
    },
  };
  if (!wholeHabits(scan)) scanAll(scan);
  return [...problems.values()].map((problem) => problem.report);
}

const recognisers: readonly Recogniser[] = [...damage, ...habits];

function scanAll(scan: Scan): void {
  let at = 0;
  while (at < scan.text.length) at = step(scan, at);
}

function step(scan: Scan, at: number): number {
  const character = scan.text.charAt(at);
  if (character === '"' || character === "'") {
    const end = stringEnd(scan.text, at);
    if (end !== undefined) return end;
  }
  for (const recognise of recognisers) {
    const next = recognise(scan, at);
    if (next !== undefined && next > at) return next;
  }
  return at + 1;
}
