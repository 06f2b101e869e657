import type { Template } from '../template.js';
import { type Candidate, reasonOf } from './receiver.js';

/** The candidates that meet a condition; those of whom that cannot be told have failed. */
export type Where = (candidates: readonly Candidate[]) => Promise<readonly Candidate[]>;

/** How the tags of an engine are written. */
type Delimiters = 'both' | 'braces' | 'angle';

/** What is rendered of a condition: something where it holds. */
export function whereText(condition: string, delimiters: Delimiters = 'both'): string {
  const [open, close] = delimiters === 'angle' ? ['<%', '%>'] : ['{%', '%}'];
  return `${open} if ${condition} ${close}1${open} endif ${close}`;
}

/** How far the condition stands in it. */
export const whereStart = '{% if '.length;

/** Whether a template of `whereText` is that one condition, and not one that was ended and followed by something. */
export function isCondition({ program }: Template): boolean {
  const [node, ...others] = program.parsed.template.body;
  if (node?.kind !== 'tag' || node.name !== 'if' || others.length > 0) return false;
  const [branch, ...more] = node.branches;
  const [text, ...rest] = branch?.body ?? [];
  return more.length === 0 && rest.length === 0 && text?.kind === 'text' && text.text === '1';
}

/**
 * A condition of the language as a filter of candidates, their data fetched together.
 *
 * @param template of `whereText`
 */
export function whereOf(
  template: Template,
  options: { readonly now: Date; readonly locale?: string; readonly timeZone?: string },
): Where {
  return async (candidates) => {
    const rows = candidates.flatMap(({ row }) => (row === undefined ? [] : [row]));
    const outcomes = template.renderMany(rows, { ...options, batchSize: Math.max(1, rows.length) });
    const kept: Candidate[] = [];
    for (const one of candidates) {
      if (one.row === undefined) {
        kept.push(one);
        continue;
      }
      const { value } = await outcomes.next();
      if (!value || (value.outcome === 'rendered' && value.text === '')) continue;
      if (value.outcome === 'rendered') kept.push(one);
      else {
        const { reason } = value;
        kept.push({ key: one.key, fault: reasonOf('failed', 'where-failed', { reason }) });
      }
    }
    return kept;
  };
}
