import { entities } from '../data/entities.js';
import type { Entity } from '../data/model.js';
import { Reads } from '../data/reads.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { Tag, Template } from '../syntax/ast.js';
import type { MessageLayout } from './message-layout.js';
import { TooLarge } from './paths/budget.js';
import { relatedReads } from './paths/related.js';
import { Walk } from './paths/walk.js';

/** What a root template, with all that it includes and extends, reads of its data. */
export interface AccessPaths {
  /**
   * What is read of that which a data tag binds, over all its uses: of the list where it binds a list. Undefined
   * for a tag that is none, and for one of a template that was not known: everything.
   */
  of(tag: Tag): Reads | undefined;
  /**
   * What is read of each name that the template does not bind itself: `receiver`, `deal`, `event`, the context's.
   * `user` is the receiver, and `company` the receiver's `company`.
   */
  readonly roots: ReadonlyMap<string, Reads>;
  /** What is read of the records of a kind that are reached by a relation or are a root, all together. */
  readonly related: ReadonlyMap<Entity, Reads>;
  /** Where everything has to be fetched, because what is read cannot be known. */
  readonly unknowns: readonly Unknown[];
  /** The data tags, in the order of the template: one that several templates include is there once. */
  readonly uses: readonly DataUse[];
}

/** A data tag, and what it waits for. */
export interface DataUse {
  readonly tag: Tag;
  /** What it binds. */
  readonly name: string;
  readonly source: SourceText;
  /** What its arguments, and the conditions and loops around it, are worked out of. */
  readonly needs: ReadonlySet<Reads>;
  /** The conditions that it stands under, outermost first. */
  readonly guards: readonly Guard[];
}

/** The tag that opens the branch of a condition. */
export interface Guard {
  readonly source: SourceText;
  readonly range: Range;
}

export interface Unknown {
  readonly source: SourceText;
  readonly range: Range;
  /** A phrase: `the template that is included is not known before it runs`. */
  readonly reason: string;
  /** Data tags may stand there that are not among the uses. */
  readonly asks?: boolean;
}

/** Where nothing is known: everything is read. */
export function everythingRead(reason: string): AccessPaths {
  const whole = Reads.whole(reason);
  return {
    of: () => undefined,
    roots: new Map(['receiver', 'deal', 'event', 'unsubscribe_url'].map((name) => [name, whole])),
    related: new Map(entities.map((entity) => [entity, whole])),
    unknowns: [],
    uses: [],
  };
}

/** A template, as the analysis sees it. */
export interface Analysed {
  readonly name: string;
  readonly template: Template;
  /** Its `block` tags by name, nested ones too. */
  readonly blocks: ReadonlyMap<string, Tag>;
}

/** Where the templates are that `include` and `extends` name. */
export interface Library {
  get(name: string): Analysed | null | 'unread';
}

/**
 * What a root template reads of its data. Whatever cannot be known counts as read: a source may give too much,
 * never too little.
 *
 * @param library the templates that it names; one that is not read yet counts as unknown
 */
export function accessPaths(root: Analysed, library: Library, language: Language): AccessPaths {
  return pathsOf(new Walk(root, library, language), root, (walk) => walk.run());
}

/** What all parts of a message read together, and what stands before them. */
export function messagePaths(
  layout: MessageLayout<Analysed>,
  library: Library,
  language: Language,
): AccessPaths {
  const [root] = layout.chain;
  if (root === undefined) return everythingRead('it is no message');
  return pathsOf(new Walk(root, library, language), root, (walk) => walk.runMessage(layout));
}

function pathsOf(walk: Walk, root: Analysed, run: (walk: Walk) => void): AccessPaths {
  try {
    run(walk);
  } catch (error) {
    // A template that nests deeper than the stack fails when it runs, not here.
    if (!(error instanceof TooLarge || error instanceof RangeError)) throw error;
    const range = { start: 0, end: 0 };
    const reason = 'the template is too large to follow';
    return { ...everythingRead(reason), unknowns: [{ source: root.template.source, range, reason }] };
  }
  return {
    of: (tag) => walk.data.get(tag)?.reads,
    roots: walk.roots,
    related: relatedReads(walk),
    unknowns: walk.unknowns,
    uses: walk.dependence.uses,
  };
}
