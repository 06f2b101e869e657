import type { Edit } from '../diagnostics/diagnostic.js';
import type { Fault } from './foreign-tags.js';
import type { Frame } from './frame.js';
import type { ReadContext } from './inside.js';
import type { Reading } from './readings.js';
import { delimiterPair } from './split.js';

/**
 * Reports what is wrong with a tag's name.
 *
 * @param end the name of the tag that closes the open block, for `{% end %}`
 * @returns the edits of the fix, which may still be added to
 */
export function complain(reading: Reading, fault: Fault, { findings }: ReadContext, end = ''): Edit[] {
  const { markup, nameRange } = reading;
  const rename = (text: string): Edit[] => [{ range: nameRange, text }];
  switch (fault.kind) {
    case 'unknown-tag': {
      const { name, nearest, foreign } = fault;
      const fix = nearest === undefined ? [] : rename(nearest);
      findings.add('unknown-tag', { name, nearest, foreign }, nameRange, { fix });
      return fix;
    }
    case 'foreign-branch': {
      const fix = rename(fault.better);
      findings.add('foreign-branch', { name: fault.name, better: fault.better }, nameRange, { fix });
      return fix;
    }
    case 'foreign-end': {
      const fix = rename(end);
      findings.add('foreign-end', { name: fault.name, better: end }, nameRange, { fix });
      return fix;
    }
    case 'foreign-assignment': {
      const fix = [...fault.fix];
      findings.add('foreign-assignment', { name: fault.name, better: fault.better }, nameRange, { fix });
      return fix;
    }
    case 'unescaped-output': {
      const text = findings.excerpt(markup);
      findings.add('unescaped-output', { text, better: fault.better }, markup, { fix: fault.fix });
      return [];
    }
    case 'handlebars-block': {
      const fix = [...fault.fix];
      findings.add('handlebars-block', { text: findings.excerpt(markup), better: fault.better }, markup, {
        fix,
      });
      return fix;
    }
  }
}

/**
 * Reports a block without an end, and shows both ends: where it begins, and where its end is missed.
 *
 * @param at where the end is missed
 * @returns the edits of the fix, which may still be added to
 */
export function reportUnclosed(
  { markup, name }: Reading,
  end: string,
  at: number,
  context: ReadContext,
): Edit[] {
  const { findings, text } = context;
  const { opener, closer } = delimiterPair('tag', markup.style);
  const fix: Edit[] = [{ range: { start: at, end: at }, text: `${opener} ${end} ${closer}` }];
  const message = at === text.length ? 'the template ends here' : `{% ${end} %} is missed before this`;
  const related = [{ message, range: { start: at, end: Math.min(at + 2, text.length) } }];
  findings.add('unclosed-block', { name, end }, markup, { fix, related });
  return fix;
}

/** Checks what stands behind the name of a closing tag: the label of its block, or nothing. */
export function checkLabel(reading: Reading, frame: Frame, { findings }: ReadContext): void {
  const { headerRange } = reading;
  if (headerRange.start === headerRange.end || reading.handlebars) return;
  const label = findings.excerpt(headerRange);
  const { header, open } = frame.branches[0];
  const expected = header?.shape === 'words' ? header.words[0]?.text : undefined;
  if (frame.syntax?.body?.endLabel && expected !== undefined) {
    if (label === expected) return;
    const related = [{ message: 'the block begins here', range: open }];
    const fix = [{ range: headerRange, text: expected }];
    findings.add('end-label', { end: frame.end, label, expected }, headerRange, { fix, related });
  } else if (frame.syntax && !frame.syntax.body?.endLabel) {
    const fix = [{ range: headerRange, text: '' }];
    findings.add('ignored-text', { text: label, tag: `{% ${reading.name} %}` }, headerRange, { fix });
  }
}

/** Reports a branch behind one that nothing may follow, or a second of which there can be one. */
export function reportAfterLast(reading: Reading, frame: Frame, { findings }: ReadContext): boolean {
  const { name, markup } = reading;
  const syntaxes = frame.syntax?.body?.branches ?? [];
  const closing = new Set(syntaxes.flatMap((one) => (one.last ? [one.name] : [])));
  const repeats = syntaxes.some((one) => one.name === name && one.repeats);
  const before = frame.branches
    .slice(1)
    .find((one) => closing.has(one.name) || (one.name === name && !repeats));
  if (!before) return false;
  const fix = [{ range: markup, text: '' }];
  const related = [{ message: `{% ${before.name} %} is here`, range: before.open }];
  findings.add('branch-after-last', { name, last: before.name }, reading, { fix, related });
  return true;
}

/**
 * Reports a branch that is no part of the block it stands in. `else` in a loop is `empty`, `empty` in an
 * `if` is `else`; any other is just too much.
 *
 * @returns the branch that is meant
 */
export function reportMisplaced(
  reading: Reading,
  frame: Frame | undefined,
  { findings }: ReadContext,
): string | undefined {
  const { name, markup, nameRange, headerRange } = reading;
  const plain = frame?.syntax?.body?.branches?.find((one) => one.last && one.header.shape === 'none')?.name;
  const taken = frame?.branches.some((branch) => branch.name === plain);
  const better = headerRange.start === headerRange.end && !taken ? plain : undefined;
  const fix = better === undefined ? [{ range: markup, text: '' }] : [{ range: nameRange, text: better }];
  const related = frame && [{ message: 'it stands in this block', range: frame.branches[0].open }];
  findings.add('misplaced-branch', { name, inside: frame?.reading.name, better }, reading, { fix, related });
  return better;
}
