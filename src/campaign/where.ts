import type { Template } from '../template.js';
import { type Candidate, reasonOf } from './receiver.js';

/** The candidates that meet a condition; those of whom that cannot be told have failed. */
export type Where = (candidates: readonly Candidate[]) => Promise<readonly Candidate[]>;

/** What is rendered of a condition: something where it holds. */
export const whereText = (condition: string): string => `${whereStart}${condition} %}1{% endif %}`;
export const whereStart = '{% if ';

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
