import type { Entity } from '../data/model.js';
import type { Reads } from '../data/reads.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Tag } from '../syntax/ast.js';

/** What a root template, with all that it includes and extends, reads of its data. */
export interface AccessPaths {
  /** What is read of that which a data tag binds, over all its uses; undefined for a tag that is none. */
  of(tag: Tag): Reads | undefined;
  /** What is read of each name that the template does not bind itself: `receiver`, `company`, the context's. */
  readonly roots: ReadonlyMap<string, Reads>;
  /** What is read of the records of a kind that are reached by a relation or are a root, all together. */
  readonly related: ReadonlyMap<Entity, Reads>;
  /** Where everything has to be fetched, because what is read cannot be known. */
  readonly unknowns: readonly Unknown[];
}

export interface Unknown {
  readonly source: SourceText;
  readonly range: Range;
  /** A phrase: `the template that is included is not known before it runs`. */
  readonly reason: string;
}
