import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { entities } from '../../data/entities.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Store, Writer } from '../store.js';
import { FileImport } from './file-import.js';
import type { InputFile } from './inputs.js';
import { beginning, diagnoseAt } from './place.js';
import { Prefix } from './prefix.js';
import { type FileProgress, ImportNotes, noRows } from './progress.js';
import { RejectsFile } from './rejects.js';

/** An import that is about to read its files. */
export interface Begun {
  readonly files: readonly FileImport[];
  readonly notes: ImportNotes;
  readonly rejects: RejectsFile;
  readonly keepTurn: (writer: Writer) => Promise<void>;
  /** What is told of a file before it is read. */
  readonly remarks: ReadonlyMap<FileImport, Diagnostic>;
}

export interface BeginOptions {
  /** ISO 8601 */
  readonly now: string;
  readonly again: boolean;
  readonly rejects: string;
}

/** Another import into the same store has begun since this one did. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const turnKey = 'import turn';

/**
 * Finds out what of the files has been imported before, and notes that an import of them has begun: it goes
 * on with the one that was stopped, if any, with that one's clock and counts.
 */
export async function begin(
  store: Store,
  inputs: readonly InputFile[],
  options: BeginOptions,
): Promise<Begun> {
  const notes = await ImportNotes.read(store, entities);
  const known: Known[] = [];
  for (const input of inputs) known.push(await lookUp(input, notes));
  const stopped = known.map((one) => one.before).find((before) => before?.done === false);
  const fresh = options.again && !stopped;
  const run = stopped?.run ?? randomBytes(9).toString('base64url');
  const now = stopped?.now ?? options.now;
  const rejectsFile = resolve(options.rejects);
  const goesOn = known.some(({ before }) => before?.run === run && before.rejects.file === rejectsFile);
  // Also by files that are not gone on with, and by imports that came between: their lines stay.
  const noted = entities
    .flatMap((entity) => (goesOn ? notes.of(entity) : []))
    .flatMap(({ rejects }) => (rejects.file === rejectsFile ? [rejects.bytes] : []));
  const bytes = noted.length > 0 ? Math.max(...noted) : await RejectsFile.lengthOf(rejectsFile);
  const rejects = new RejectsFile(rejectsFile, bytes);
  const remarks = new Map<FileImport, Diagnostic>();
  const files = known.map(({ input, prefix, before, changed }) => {
    const path = resolve(input.path);
    const clean = {
      ...{ path, run, now, done: false },
      ...{ counts: noRows, findings: [], rejects: { file: rejectsFile, bytes } },
    };
    const { name } = input;
    if (!before || fresh) {
      const from = { place: beginning, sha256: '', rows: 0 };
      const file = new FileImport(input, { ...clean, ...from }, new Prefix());
      if (changed && !before) remarks.set(file, diagnoseAt('import-changed', {}, name, beginning));
      return file;
    }
    const { place, sha256, rows } = before;
    const progress = before.run === run ? { ...before, path } : { ...clean, place, sha256, rows };
    const file = new FileImport(input, progress, prefix);
    if (rows > 0 && !(before.run === run && before.done)) {
      remarks.set(file, diagnoseAt('import-continued', { rows }, name, place));
    }
    return file;
  });
  const turn = randomBytes(9).toString('base64url');
  await store.write(async (writer) => {
    await writer.setNote(turnKey, turn);
    for (const { input, progress } of files) await notes.set(writer, input.entity, progress);
  });
  const keepTurn = async (writer: Writer): Promise<void> => {
    if ((await writer.note(turnKey)) !== turn) throw new Overtaken();
  };
  return { files, notes, rejects, keepTurn, remarks };
}

interface Known {
  readonly input: InputFile;
  readonly prefix: Prefix;
  /** The note on the longest beginning that the file shares with one that was imported. */
  readonly before: FileProgress | undefined;
  /** There is a note on a file of this name, which began otherwise. */
  readonly changed: boolean;
}

async function lookUp(input: InputFile, notes: ImportNotes): Promise<Known> {
  const path = resolve(input.path);
  const all = notes.of(input.entity).toSorted((a, b) => a.place.offset - b.place.offset);
  const reading = new Prefix();
  let prefix = new Prefix();
  let before: FileProgress | undefined;
  const handle = await open(input.path);
  try {
    for (const one of all) {
      const here = one.path === path;
      if (one.rows === 0 ? !here : one.place.offset > input.size) continue;
      if (one.rows > 0 && (await reading.digest(handle, one.place.offset)) !== one.sha256) continue;
      if (one.place.offset === before?.place.offset && before.path === path) continue;
      before = one;
      prefix = reading.copy();
    }
  } finally {
    await handle.close();
  }
  const changed = !before && all.some((one) => one.path === path && one.rows > 0);
  return { input, prefix, before, changed };
}
