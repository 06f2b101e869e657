import { type Diagnostic, type MessageOutcome, type Outcome, toJson } from '../index.js';

/** What is told of faults whose own words come from a source or from the operator's code, and may hold values. */
const fixed: ReadonlyMap<string, string> = new Map([
  ['source-failed', 'the data could not be fetched'],
  ['render-crashed', 'the render failed'],
]);

/**
 * An outcome as it is answered: diagnostics with places of the template, and no values.
 *
 * @param told is given the words that are not answered
 */
export function shown(outcome: Outcome | MessageOutcome, told: (words: string) => void): object {
  const diagnostics = outcome.diagnostics.map((one) => toJson(guarded(one, told)));
  if (outcome.outcome !== 'rendered') {
    const cause = outcome.diagnostics.find(({ message }) => message === outcome.reason);
    const reason = (cause && fixed.get(cause.code)) ?? outcome.reason;
    const { place } = outcome;
    const { line, column } = place.source.position(place.range.start);
    const where = { file: place.source.name, line, column };
    return { outcome: outcome.outcome, reason, place: where, diagnostics };
  }
  const content = 'message' in outcome ? { message: outcome.message } : { text: outcome.text };
  return { outcome: 'rendered', ...content, diagnostics };
}

function guarded(diagnostic: Diagnostic, told: (words: string) => void): Diagnostic {
  const message = fixed.get(diagnostic.code);
  if (message === undefined) return diagnostic;
  told(diagnostic.message);
  const { help: _, ...rest } = diagnostic;
  return { ...rest, message };
}

/** JSON in which half a surrogate pair, which strict readers refuse, is U+FFFD. */
export const jsonText = (value: object): string =>
  JSON.stringify(value, (_, one) =>
    typeof one === 'string' ? one.replace(/\p{Surrogate}/gu, '\uFFFD') : one,
  );
