import { distance } from 'fastest-levenshtein';

/**
 * The known name that `name` was probably meant to be: the one fewest edits away, at most `limit` of them
 * (by default two, or one for names of up to three letters).
 *
 * @returns undefined where nothing is near enough.
 * @example nearest('uper', ['upper', 'lower']) // 'upper'
 */
export function nearest(
  name: string,
  known: Iterable<string>,
  limit = name.length <= 3 ? 1 : 2,
): string | undefined {
  let best: string | undefined;
  let fewest = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}
