import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { models } from '../../data/entities.js';
import { getRequest, keyText } from '../../data/keys.js';
import type { GetRequest, KeyField } from '../../data/request.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { place } from '../../diagnostics/frame.js';
import { identify } from '../../render/roots.js';
import { markLength } from '../../sources/files/scan-json.js';
import { pieces } from '../../sources/import/pieces.js';
import { beginning, diagnoseAt, type Place } from '../../sources/import/place.js';
import { readRowFile } from '../../sources/import/row-file.js';
import { lineScanner } from '../../sources/import/scanners.js';
import { Window } from '../../sources/import/window.js';
import { attributeOf } from '../receiver.js';

/** A row of a list of contacts: what it names, in the ways in which that may be looked for. */
export interface NamedRow {
  /** `audience.csv:12:1` */
  readonly at: string;
  /** Where reading goes on behind it. */
  readonly end: Place;
  readonly named:
    | { readonly key: string; readonly requests: readonly GetRequest[] }
    | { readonly fault: Diagnostic };
}

export type ListFormat = 'txt' | 'csv' | 'jsonl' | 'json';

/** A file of contacts, and how its rows are told apart. */
export interface ListFile {
  readonly path: string;
  /** What diagnostics call it. */
  readonly name: string;
  readonly format: ListFormat;
}

/** By a file's ending: anything but `.csv`, `.jsonl`, `.ndjson` and `.json` is a name a line. */
export function listFormat(file: string): ListFormat {
  const ending = /\.(csv|jsonl|ndjson|json)$/i.exec(file)?.[1]?.toLowerCase();
  return ending === 'ndjson' ? 'jsonl' : ((ending as ListFormat | undefined) ?? 'txt');
}

/** Bytes that a row may have. */
const longest = 1_000_000;

/** Rows, some at a time; the last batch says where nothing behind it can be read, and why. */
export interface NamedRows {
  readonly rows: readonly NamedRow[];
  readonly broken?: Diagnostic;
}

/** The rows of a list of contacts, of which nothing is held but a part of the file. @throws what the file system throws */
export async function* namedRows(file: ListFile, from?: Place): AsyncGenerator<NamedRows, void, undefined> {
  const handle = await open(file.path, 'r');
  try {
    yield* file.format === 'txt' ? textRows(handle, file, from) : recordRows(handle, file, file.format, from);
  } finally {
    await handle.close();
  }
}

async function* textRows(
  handle: FileHandle,
  { name }: ListFile,
  from: Place | undefined,
): AsyncGenerator<NamedRows> {
  const first = new Window(handle, 0);
  await first.more(0);
  const start = from ?? { ...beginning, offset: markLength(first.data) };
  for await (const some of pieces(new Window(handle, start.offset), lineScanner, start, longest)) {
    const rows: NamedRow[] = [];
    for (const piece of some) {
      if (piece.kind === 'end' || piece.kind === 'break') continue;
      const fault = (wanted: string) => ({
        fault: diagnoseAt('audience-row', { wanted }, name, piece.place),
      });
      const named =
        piece.kind === 'text'
          ? namedBy(piece.text.trim())
          : fault(piece.kind === 'too-long' ? 'it is too long' : 'it is not UTF-8 text');
      rows.push({ at: shown(name, piece.place), end: piece.end, named });
    }
    yield { rows };
  }
}

async function* recordRows(
  handle: FileHandle,
  { name }: ListFile,
  format: Exclude<ListFormat, 'txt'>,
  from: Place | undefined,
): AsyncGenerator<NamedRows> {
  for await (const { rows, broken } of readRowFile(
    handle,
    { name, format, model: models.contact, longest },
    from,
  )) {
    yield {
      rows: rows.map(({ read, text, end, place: at }): NamedRow => {
        const head = { at: shown(name, at), end };
        if ('row' in read) {
          const requests = keys.flatMap((key) => {
            const value = keyText(attributeOf(read.row, key))?.trim();
            return value === undefined || value === '' ? [] : [getRequest('contact', key, value)];
          });
          const [first] = requests;
          if (first !== undefined) return { ...head, named: { key: keyOf(first), requests } };
          return {
            ...head,
            named: { fault: diagnoseAt('audience-row', { wanted: 'its keys are empty' }, name, at) },
          };
        }
        return { ...head, named: plainValue(text) ?? { fault: read.fault } };
      }),
      ...(broken && { broken }),
    };
  }
}

const keys: readonly KeyField[] = ['id', 'custom_id', 'email'];

const keyOf = ({ key, value }: GetRequest): string => (key === 'id' ? `id:${value}` : value);

const namedBy = (text: string) => ({ key: text, requests: identify('contact', text) });

/** A JSON list may hold the names themselves: a text as in a list of lines, a number as an id. */
function plainValue(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string' && value.trim() !== '') return namedBy(value.trim());
    if (Number.isSafeInteger(value)) return namedBy(`id:${value}`);
  } catch {
    // Told by whoever read the row.
  }
  return undefined;
}

const shown = (name: string, at: Place): string => `${name}:${at.line}:1`;

/**
 * Reads a list to its end, to know before a campaign begins that it can be: how many rows it has, and the hash of its
 * bytes.
 *
 * @throws what the file system throws
 */
export async function surveyList(
  file: ListFile,
): Promise<{ readonly rows: number; readonly sha256: string; readonly broken?: Diagnostic }> {
  let rows = 0;
  for await (const some of namedRows(file)) {
    rows += some.rows.length;
    if (some.broken !== undefined) return { rows, sha256: '', broken: some.broken };
  }
  return { rows, sha256: await hashOfFile(file.path) };
}

/** The SHA-256 of a file's bytes. @throws what the file system throws */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, 'r');
  try {
    for await (const bytes of handle.createReadStream({ autoClose: false })) hash.update(bytes as Buffer);
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

export const placeOfFault = (fault: Diagnostic): string => place(fault.source, fault.range);
