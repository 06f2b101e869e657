import type { Entity } from '../../data/model.js';
import type { Store, Writer } from '../store.js';
import type { Finding } from './findings.js';
import type { Place } from './place.js';

/**
 * How far a file has been imported. It is noted in the store with each chunk, in the chunk's own transaction,
 * so that note and rows never say different things.
 */
export interface FileProgress {
  readonly path: string;
  /** The import that it was last part of, which may have been stopped and gone on with. */
  readonly run: string;
  /** That import's clock: ISO 8601. */
  readonly now: string;
  /** Past the last row that is stored or rejected. */
  readonly place: Place;
  /** Of the bytes before `place`: by it a file is known again under any name, and when rows were added to it. */
  readonly sha256: string;
  /** Rows before `place`. */
  readonly rows: number;
  /** Whether the end of the file was reached. */
  readonly done: boolean;
  /** Of that import alone. */
  readonly counts: RowCounts;
  readonly findings: readonly Finding[];
  /** Rows that got the clock as their time of creation, and where the first stands. */
  readonly stamped?: { readonly count: number; readonly first: Place };
  /** How long the file of rejected rows was then. */
  readonly rejects: { readonly file: string; readonly bytes: number };
}

export interface RowCounts {
  readonly created: number;
  readonly updated: number;
  /** By the code of the diagnostic that says why. */
  readonly rejected: Readonly<Record<string, number>>;
}

export const noRows: RowCounts = { created: 0, updated: 0, rejected: {} };

export const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const noteKey = (entity: Entity): string => `import ${entity}`;

/** Files of a kind that are remembered: the latest. */
const remembered = 200;

/** The notes on the files of each kind of record. */
export class ImportNotes {
  readonly #files = new Map<Entity, readonly FileProgress[]>();

  static async read(store: Store, kinds: Iterable<Entity>): Promise<ImportNotes> {
    const notes = new ImportNotes();
    for (const entity of new Set(kinds)) {
      const text = await store.note(noteKey(entity));
      if (text !== undefined) notes.#files.set(entity, JSON.parse(text) as FileProgress[]);
    }
    return notes;
  }

  of(entity: Entity): readonly FileProgress[] {
    return this.#files.get(entity) ?? [];
  }

  /** Notes it with the transaction. What `of` gives changes too: read anew where the transaction fails. */
  async set(writer: Writer, entity: Entity, progress: FileProgress): Promise<void> {
    const others = this.of(entity).filter(({ path }) => path !== progress.path);
    this.#files.set(entity, [...others, progress].slice(-remembered));
    await writer.setNote(noteKey(entity), JSON.stringify(this.#files.get(entity)));
  }
}
