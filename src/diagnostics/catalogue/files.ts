import { entry } from '../entry.js';

/** Faults of files: templates that cannot be read, malformed JSON and CSV, databases that are not ours. */
export const files = {
  'file-unreadable': entry<{ file: string; reason: string }>({
    severity: 'error',
    message: ({ file, reason }) => `${file} cannot be read: ${reason}`,
  }),
  'malformed-json': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `this is not valid JSON: ${reason}`,
  }),
  'duplicate-key': entry<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `the key "${key}" is given twice in one object, with different values`,
    help: () => 'keep one of them',
  }),
  'no-such-data': entry<{ spec: string }>({
    severity: 'error',
    message: ({ spec }) => `there is no data at ${spec}`,
    help: () =>
      'give a folder of JSON, JSONL or CSV files, or a database made by: snippetry import DIR --into FILE.db',
  }),
  'source-not-supported': entry<{ scheme: string }>({
    severity: 'error',
    message: ({ scheme }) => `data cannot be read from ${scheme}://`,
    help: () =>
      'give a folder, FILE.db, postgres://USER@HOST/DATABASE, usercom://SUBDOMAIN or countertop://DEPARTMENT_ID',
  }),
  'store-not-supported': entry<{ scheme: string }>({
    severity: 'error',
    message: ({ scheme }) => `records cannot be written to ${scheme}://`,
    help: () => 'give FILE.db, or postgres://USER@HOST/DATABASE',
  }),
  'no-data-files': entry<{ folder: string; known: string }>({
    severity: 'error',
    message: ({ folder }) => `${folder} has no data files`,
    help: ({ known }) => `files are called ${known}, each .json, .jsonl or .csv`,
  }),
  'unknown-data-file': entry<{ file: string; nearest?: string | undefined; known: string }>({
    severity: 'warning',
    message: ({ file }) => `${file} is no known kind of data, so it is not read`,
    help: ({ nearest, known }) =>
      nearest === undefined ? `files are called ${known}` : `call it ${nearest}`,
  }),
  'malformed-csv': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `this is not CSV: ${reason}`,
    help: () => 'the first line names the columns; a value with commas, quotes or line breaks stands in "…"',
  }),
  'malformed-cell': entry<{ column: string; reason: string }>({
    severity: 'error',
    message: ({ column, reason }) => `the value of "${column}" is not JSON: ${reason}`,
    help: () => 'lists and objects stand in a cell as JSON: "[""SKU-1"",""SKU-2""]"',
  }),
  'not-a-row': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `a row must be an object, not ${found}`,
  }),
  'row-without-key': entry<{ entity: string; keys: string }>({
    severity: 'error',
    message: ({ entity, keys }) => `this ${entity} has no ${keys}`,
    help: ({ keys }) => `give it ${keys}, so that it can be found again`,
  }),
  'unusable-key': entry<{ entity: string; key: string }>({
    severity: 'error',
    message: ({ entity, key }) => `the ${key} of this ${entity} is not text that can be stored`,
    help: () => 'write it without \\u0000 and without half a surrogate pair',
  }),
  'repeated-key': entry<{ entity: string; key: string }>({
    severity: 'error',
    message: ({ entity, key }) => `another ${entity} has the same ${key}`,
  }),
  'row-too-long': entry<{ entity: string; bytes: number }>({
    severity: 'error',
    message: ({ entity, bytes }) => `this ${entity} is longer than ${bytes} bytes`,
    help: () => 'look for a quote or bracket that is never closed; --longest-row allows for more',
  }),
  'wrong-encoding': entry<{ entity: string }>({
    severity: 'error',
    message: ({ entity }) => `this ${entity} is not UTF-8 text`,
    help: () => 'store the file as UTF-8',
  }),
  'unreadable-date': entry<{ entity: string; field: string }>({
    severity: 'warning',
    message: ({ entity, field }) => `${field} of this ${entity} is no date`,
    help: () => 'write it in ISO 8601, such as 2025-06-24T12:00:00Z, or as UNIX seconds',
  }),
  'not-a-list': entry<{ entity: string; field: string }>({
    severity: 'error',
    message: ({ entity, field }) => `${field} of this ${entity} is no list`,
    help: () => 'write […]',
  }),
  'unknown-owner': entry<{ entity: string; owner: string }>({
    severity: 'warning',
    message: ({ entity, owner }) => `this ${entity} names a ${owner} that is not in the data`,
  }),
  'clock-set': entry<{ fields: string; rows: number; plural: string }>({
    severity: 'info',
    message: ({ fields, rows, plural }) =>
      `${fields} set to the clock in ${rows} ${rows === 1 ? 'row' : 'rows'} of ${plural} that had none`,
  }),
  'import-continued': entry<{ rows: number }>({
    severity: 'info',
    message: ({ rows }) =>
      `it is read on from here: ${rows} row${rows === 1 ? ' was' : 's were'} imported before`,
  }),
  'import-known': entry<{ rows: number }>({
    severity: 'info',
    message: ({ rows }) =>
      `nothing is new in it: ${rows} row${rows === 1 ? ' was' : 's were'} imported before; --again imports them again`,
  }),
  'import-changed': entry({
    severity: 'info',
    message: () => 'it was imported before and has changed since: it is read from its beginning',
  }),
  'import-stopped': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `the import has stopped here: ${reason}`,
    help: () => 'what was read before this place is stored; the same command goes on from there',
  }),
  'import-overtaken': entry<{ file: string }>({
    severity: 'error',
    message: ({ file }) => `another import into ${file} has begun, so this one has stopped`,
    help: () => 'once the other is done, the same command goes on where this one stopped',
  }),
  'database-not-ours': entry<{ file: string; reason: string }>({
    severity: 'error',
    message: ({ file, reason }) => `${file} is not a Snippetry database: ${reason}`,
    help: () => 'name another file: nothing was changed in this one',
  }),
  'database-newer': entry<{ file: string; version: number; known: number }>({
    severity: 'error',
    message: ({ file, version, known }) =>
      `${file} was written by a newer Snippetry (schema ${version}, this one knows up to ${known})`,
    help: () => 'use the newer version: nothing was changed',
  }),
  'database-failed': entry<{ file: string; reason: string }>({
    severity: 'error',
    message: ({ file, reason }) => `${file} could not be used: ${reason}`,
  }),
  'driver-missing': entry<{ driver: string }>({
    severity: 'error',
    message: ({ driver }) => `the package "${driver}" is needed for this and is not installed`,
    help: ({ driver }) => `npm install ${driver}`,
  }),
} as const;
