import { basename } from 'node:path';
import { entities, models } from '../../data/entities.js';
import type { Entity } from '../../data/model.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import { SourceText } from '../../diagnostics/source-text.js';

export type Format = 'json' | 'jsonl' | 'csv';

const byFileName: ReadonlyMap<string, Entity> = new Map([
  ...entities.map((entity) => [models[entity].plural, entity] as const),
  ['users', 'contact'] as const,
]);

/** What data files are called, for people. */
export const dataFileNames = [...byFileName.keys()].join(', ');

const dataFile = /^([^.].*)\.(json|jsonl|csv)$/i;

/** Rows that an import rejected lie beside what they came from, and are no kind of data. */
const rejects = /\.rejects\.jsonl$/i;

/** Whether a file of a folder is meant to hold records. */
export const isDataFile = (file: string): boolean => dataFile.test(basename(file)) && !rejects.test(file);

/** What `deals.jsonl` holds, and how; undefined for a name that says nothing of records. */
export function kindOfFile(file: string): { readonly entity: Entity; readonly format: Format } | undefined {
  const [, stem = '', format = ''] = dataFile.exec(basename(file)) ?? [];
  const entity = byFileName.get(stem.toLowerCase());
  return entity && { entity, format: format.toLowerCase() as Format };
}

export function unknownDataFile(file: string): Diagnostic {
  const name = basename(file);
  const [, stem = '', format = ''] = dataFile.exec(name) ?? [];
  const near = nearest(stem, byFileName.keys());
  const meant = near === undefined ? undefined : `${near}.${format}`;
  const where = { source: new SourceText(file, ''), range: { start: 0, end: 0 } };
  return diagnose('unknown-data-file', { file: name, nearest: meant, known: dataFileNames }, where);
}
