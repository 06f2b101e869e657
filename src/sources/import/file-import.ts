import { type FileHandle, open } from 'node:fs/promises';
import { models } from '../../data/entities.js';
import type { Row } from '../../data/request.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { keyOf } from '../rows/row-keys.js';
import { clockFields } from '../rows/stamp.js';
import { RepeatedKey, type Store, type Writer } from '../store.js';
import { type ChunkResult, workOut } from './chunk.js';
import { diagnosticOf, Findings } from './findings.js';
import type { InputFile } from './inputs.js';
import { diagnoseAt } from './place.js';
import type { Prefix } from './prefix.js';
import type { FileProgress, ImportNotes, RowCounts } from './progress.js';
import { storedRecords } from './records.js';
import type { Reject, RejectsFile } from './rejects.js';
import { type FileRow, readRowFile } from './row-file.js';

/** What the imports of all files of a run share. */
export interface Surroundings {
  readonly store: Store;
  readonly notes: ImportNotes;
  readonly rejects: RejectsFile;
  /** Rows in a transaction. */
  readonly chunkRows: number;
  /** Bytes that a row may have. */
  readonly longest: number;
  /** Throws where another import has begun since. */
  readonly keepTurn: (writer: Writer) => Promise<void>;
  /** The id past which a kind of record is numbered, as far as files know. */
  readonly largestGiven: () => Promise<number>;
  /** Is told how many bytes of the file are done. */
  readonly progress: (bytes: number) => void;
}

/** A chunk ends at so many bytes even where its rows are few, for it is held in memory. */
const chunkBytes = 16_000_000;

/** The import of one file, which may go on where an earlier one stopped. */
export class FileImport {
  /** Rows that this call read. */
  rowsRead = 0;

  constructor(
    readonly input: InputFile,
    public progress: FileProgress,
    /** Hashes the bytes before `progress.place`. */
    readonly prefix: Prefix,
  ) {}

  /**
   * @returns why reading stopped before the end of the file; undefined where it did not
   * @throws what the store and the file system throw
   */
  async run(around: Surroundings): Promise<Diagnostic | undefined> {
    const handle = await open(this.input.path);
    around.progress(this.progress.place.offset);
    try {
      const fault = await this.#read(handle, around);
      if (!fault && !this.progress.done) await this.#finish(around);
      return fault;
    } finally {
      await handle.close();
    }
  }

  async #read(handle: FileHandle, around: Surroundings): Promise<Diagnostic | undefined> {
    const { name, format, entity } = this.input;
    const options = { name, format, model: models[entity], longest: around.longest };
    let chunk: FileRow[] = [];
    let bytes = 0;
    for await (const { rows, broken } of readRowFile(handle, options, this.progress.place)) {
      for (const row of rows) {
        chunk.push(row);
        bytes += row.text.length;
        if (chunk.length < around.chunkRows && bytes < chunkBytes) continue;
        await this.#store(chunk, handle, around);
        chunk = [];
        bytes = 0;
      }
      if (!broken) continue;
      await this.#store(chunk, handle, around);
      return broken;
    }
    await this.#store(chunk, handle, around);
    return undefined;
  }

  /** What there is to tell of the rows, of earlier calls of the same import too. */
  get diagnostics(): readonly Diagnostic[] {
    const { stamped, findings } = this.progress;
    const { name, entity } = this.input;
    const model = models[entity];
    const fields = clockFields(model)
      .map((field) => field.name)
      .join(' and ');
    const plural = model.plural.replace('_', ' ');
    const told = [
      ...findings.map((one) => diagnosticOf(name, one)),
      ...(stamped
        ? [diagnoseAt('clock-set', { fields, rows: stamped.count, plural }, name, stamped.first)]
        : []),
    ];
    return told.sort((a, b) => a.range.start - b.range.start);
  }

  async #store(chunk: readonly FileRow[], handle: FileHandle, around: Surroundings): Promise<void> {
    const last = chunk.at(-1);
    if (!last) return;
    const { entity, name } = this.input;
    const model = models[entity];
    const rows = chunk.flatMap(({ read }) => ('row' in read ? [read.row] : []));
    const unnumbered = rows.some((row) => keyOf(row, 'id') === undefined);
    const given = unnumbered ? await around.largestGiven() : 0;
    const sha256 = await this.prefix.digest(handle, last.end.offset);
    const progress = await around.store.write(async (writer) => {
      await around.keepTurn(writer);
      const result = workOut(chunk, {
        ...{ entity, model, file: name, now: this.progress.now },
        stored: await storedRecords(writer.source, model, entity, rows),
        largestId: unnumbered ? Math.max(given, await writer.largestId(entity)) : 0,
      });
      await putAll(writer, entity, result.records);
      const bytes = await around.rejects.append(result.rejected.map((one) => rejectOf(name, one)));
      const reached: FileProgress = {
        ...added(this.progress, result),
        ...{ place: last.end, sha256, done: false, rows: this.progress.rows + chunk.length },
        rejects: { file: around.rejects.file, bytes },
      };
      await around.notes.set(writer, entity, reached);
      return reached;
    });
    this.progress = progress;
    around.rejects.bytes = progress.rejects.bytes;
    this.rowsRead += chunk.length;
    around.progress(last.end.offset);
  }

  async #finish({ store, notes, keepTurn }: Surroundings): Promise<void> {
    const progress = { ...this.progress, done: true };
    await store.write(async (writer) => {
      await keepTurn(writer);
      await notes.set(writer, this.input.entity, progress);
    });
    this.progress = progress;
  }
}

function rejectOf(file: string, { row, faults }: ChunkResult['rejected'][number]): Reject {
  const [first] = faults;
  return {
    file,
    ...(first?.source.position(first.range.start) ?? { line: 1, column: 1 }),
    code: first?.code ?? '',
    reason: faults.map(({ message }) => message).join('; '),
    row: row.text,
  };
}

async function putAll(writer: Writer, entity: InputFile['entity'], rows: readonly Row[]): Promise<void> {
  try {
    await writer.put(entity, rows);
  } catch (error) {
    if (!(error instanceof RepeatedKey)) throw error;
    // Records that pass a custom_id on to one another are written once none of them has it any longer.
    await writer.remove(
      entity,
      rows.flatMap((row) => keyOf(row, 'id') ?? []),
    );
    await writer.put(entity, rows);
  }
}

function added(progress: FileProgress, result: ChunkResult): FileProgress {
  const { counts, stamped } = progress;
  const findings = new Findings(progress.findings);
  const rejected: Record<string, number> = { ...counts.rejected };
  for (const { faults } of result.rejected) {
    for (const one of faults) findings.add(one);
    const code = faults[0]?.code ?? '';
    rejected[code] = (rejected[code] ?? 0) + 1;
  }
  for (const one of result.warnings) findings.add(one);
  const [first] = result.stamped;
  const sum: RowCounts = {
    created: counts.created + result.created,
    updated: counts.updated + result.updated,
    rejected,
  };
  return {
    ...progress,
    counts: sum,
    findings: findings.all,
    ...(first && {
      stamped: { count: (stamped?.count ?? 0) + result.stamped.length, first: stamped?.first ?? first },
    }),
  };
}
