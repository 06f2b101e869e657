import type { Place } from '../../sources/import/place.js';
import type { Candidate } from '../receiver.js';

/** Where reading an audience stopped, as JSON: it goes on from there after a stop. */
export type Cursor =
  | {
      readonly kind: 'contacts';
      /** The id that was read last. */
      readonly last?: string;
      /** How many contacts with that id were read; more than one only of a source with repeats. */
      readonly same: number;
      /** How many contacts without an id were read: they come last. */
      readonly without: number;
    }
  | { readonly kind: 'file'; readonly place: Place; readonly read: number };

/** Some of the audience, in its order. */
export interface Page {
  readonly candidates: readonly Candidate[];
  /** Behind the last of them. */
  readonly cursor: Cursor;
}

/** Whom a campaign is for. */
export interface Audience {
  /** What it is called: `all`, or the file. */
  readonly name: string;
  /**
   * Its pages in order, from where an earlier reading stopped. Nothing of it is held but a page.
   *
   * @param size candidates in a page; the last has fewer
   * @throws {CampaignError} where it cannot be read on
   */
  pages(from: Cursor | undefined, size: number): AsyncGenerator<Page, void, undefined>;
  /** How many there are, as far as that can be known without reading them: for showing progress. */
  count(): Promise<number | undefined>;
}
