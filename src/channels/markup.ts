import type { Place } from '../values/safe-text.js';

/** How far a reader of markup has come: what is open, and what the last characters may still turn out to be. */
export interface MarkupState {
  /** Equal for states that treat all that follows alike. */
  readonly key: string;
}

/** What is wrong with an author's own markup. */
export type MarkupFault = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'reserved'; readonly character: string }
  | { readonly kind: 'unclosed'; readonly opener: string }
  | { readonly kind: 'refused'; readonly reason: Refusal }
);

/** Why no value may stand where it stands, or what a value makes uncertain. */
export type Refusal =
  | 'reference'
  | 'script'
  | 'style'
  | 'raw'
  | 'handler'
  | 'srcset'
  | 'srcdoc'
  | 'script-url'
  | 'tag-name'
  | 'attribute-name'
  | 'name-undecided'
  | 'declaration'
  | 'undecided'
  | 'joins'
  | 'closes-comment'
  | 'spaceless'
  | 'scheme'
  | 'css-function'
  | 'css-joined'
  | 'css-comment'
  | 'css-escape';

export type ReportFault = (fault: MarkupFault) => void;

/**
 * Reads the markup of a channel, piece by piece: the author's own text with `output` in the place of each
 * value. Values never change the state, which is what their escaping is for.
 */
export interface Markup {
  /**
   * Whether a part that is made elsewhere (a block, an include, a partial) is read as part of what is around it, so
   * that one may open what another closes.
   */
  readonly composes?: boolean;
  /** Behind a piece that is not known yet, but that will leave open what it finds open. */
  unknown?(state: MarkupState): MarkupState;
  /** Where a state is, in words for people: 'in text'. */
  describe?(state: MarkupState): string;
  /** At the beginning of a message. */
  readonly start: MarkupState;
  /**
   * The state behind a piece of the author's text.
   *
   * @param at where the piece begins in its source: faults are told in offsets of that
   */
  read(text: string, state: MarkupState, at: number, report?: ReportFault): MarkupState;
  /**
   * The state behind two texts of which one is printed; undefined where they leave different marks open. What only
   * one of them leaves to be decided by what follows is taken at its strictest.
   */
  merge(one: MarkupState, other: MarkupState): MarkupState | undefined;
  /** Where a value stands that is printed in this state. */
  place(state: MarkupState): Place;
  /** Tells what a text that begins in `from` leaves open at its end. */
  end(state: MarkupState, from: MarkupState, at: number, report: ReportFault): void;
}

/** What stands for a value in a text that is read as markup: OBJECT REPLACEMENT CHARACTER. */
export const output = '\uFFFC';

/** The faults of a whole message; offsets are those of `text`. */
export function readAll(text: string, markup: Markup): readonly MarkupFault[] {
  const faults: MarkupFault[] = [];
  const report: ReportFault = (fault) => faults.push(fault);
  const state = markup.read(text, markup.start, 0, report);
  markup.end(state, markup.start, text.length, report);
  return faults;
}
