import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { models } from '../../data/entities.js';
import type { Entity } from '../../data/model.js';
import { type Diagnostic, diagnose, isError } from '../../diagnostics/diagnostic.js';
import { SourceText } from '../../diagnostics/source-text.js';
import { reasonOf } from '../reason.js';
import { complete, type PlacedTables } from './complete.js';
import { readCsv } from './csv-rows.js';
import { dataFileNames, type Format, isDataFile, kindOfFile, unknownDataFile } from './file-names.js';
import { readJson, readJsonLines } from './json-rows.js';
import type { PlacedRow, ReadRows } from './placed-row.js';

/** Rows of a folder as they stand in its files; none of them where there is an error in any. */
export interface ReadTables {
  readonly tables: PlacedTables;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `contacts.json`, `deals.jsonl`, `tasks.csv` … of a folder, in the order of their names. Other files
 * are left alone; a data file of another name earns a warning. After an error the rows that could be read
 * are still searched for others, so that all are told at once.
 */
export async function readTables(folder: string): Promise<ReadTables> {
  const diagnostics: Diagnostic[] = [];
  const tables = new Map<Entity, PlacedRow[]>();
  const top = { source: new SourceText(folder, ''), range: { start: 0, end: 0 } };
  let names: string[];
  try {
    names = (await readdir(folder)).sort();
  } catch (error) {
    return {
      tables,
      diagnostics: [diagnose('file-unreadable', { file: folder, reason: reasonOf(error) }, top)],
    };
  }
  let found = 0;
  for (const name of names) {
    if (!isDataFile(name)) continue;
    const file = join(folder, name);
    const kind = kindOfFile(name);
    if (!kind) {
      diagnostics.push(unknownDataFile(file));
      continue;
    }
    const { entity, format } = kind;
    found++;
    const read = await readRows(file, entity, format);
    diagnostics.push(...read.diagnostics);
    tables.set(entity, [...(tables.get(entity) ?? []), ...read.rows]);
  }
  if (found === 0) diagnostics.push(diagnose('no-data-files', { folder, known: dataFileNames }, top));
  if (!diagnostics.some(isError)) return { tables, diagnostics };
  // Warnings about rows would be false where others could not be read.
  const between = complete(tables, '').diagnostics.filter(isError);
  return { tables: new Map(), diagnostics: [...diagnostics, ...between] };
}

async function readRows(file: string, entity: Entity, format: Format): Promise<ReadRows> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8 text' : reasonOf(error);
    const where = { source: new SourceText(file, ''), range: { start: 0, end: 0 } };
    return { rows: [], diagnostics: [diagnose('file-unreadable', { file, reason }, where)] };
  }
  const source = new SourceText(file, text);
  if (format === 'csv') return readCsv(source, models[entity]);
  return format === 'jsonl' ? readJsonLines(source) : readJson(source);
}
