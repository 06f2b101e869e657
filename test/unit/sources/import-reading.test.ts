import type { FileHandle } from 'node:fs/promises';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { models } from '../../../src/data/entities.js';
import { SourceText } from '../../../src/diagnostics/source-text.js';
import { readCsv } from '../../../src/sources/files/csv-rows.js';
import type { Format } from '../../../src/sources/files/file-names.js';
import { readJson, readJsonLines } from '../../../src/sources/files/json-rows.js';
import type { Place } from '../../../src/sources/import/place.js';
import { type FileRow, readRowFile } from '../../../src/sources/import/row-file.js';
import { jsonText } from '../../../src/sources/row-value.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';

/** A file that gives a few bytes at a time, so that every place is once at the edge of what is known. */
function inBits(text: string | Uint8Array, size: number): FileHandle {
  const bytes = Buffer.from(text as string);
  const read = async (target: Buffer, offset: number, length: number, position: number) => ({
    bytesRead: bytes.copy(
      target,
      offset,
      position,
      Math.min(position + Math.min(length, size), bytes.length),
    ),
  });
  return { read } as unknown as FileHandle;
}

async function rowsOf(
  handle: FileHandle,
  format: Format,
  { from, longest = 10_000 }: { from?: Place | undefined; longest?: number } = {},
) {
  const rows: FileRow[] = [];
  const options = { name: 'deals', format, model: models.deal, longest };
  for await (const batch of readRowFile(handle, options, from)) {
    rows.push(...batch.rows);
    if (batch.broken) {
      const { line, column } = batch.broken.source.position(0);
      return { rows, broken: `${batch.broken.code} ${line}:${column} ${batch.broken.message}` };
    }
  }
  return { rows };
}

/** Each row's place, and the row or what is wrong with it. */
const shown = ({ rows }: { readonly rows: readonly FileRow[] }) =>
  rows.map(({ place, read }) => [
    `${place.line}:${place.offset - place.lineStart + 1}`,
    'row' in read ? jsonText(read.row) : read.fault.code,
  ]);

const whole = { json: readJson, jsonl: readJsonLines, csv: (text: SourceText) => readCsv(text, models.deal) };

const names = fc.constantFrom('id', 'name', 'a,"b', 'ü', '__proto__', 'tags');
const values = fc.oneof(
  fc.constantFrom('', 'x', '"', 'a\nb', 'a\r\nb', '[', '}', '\\', '😀', ',', 'é', "'", '\u2028'),
  fc.integer({ min: -9, max: 9 }),
  fc.constant(null),
  fc.constantFrom(['[', { '{': '"' }], [], { a: { b: [1] } }),
);
const tables = fc.array(fc.dictionary(names, values, { maxKeys: 3 }), { maxLength: 6 });
const gap = fc.constantFrom('', ' ', '\n', '\r\n\t');

const written: Readonly<Record<Format, fc.Arbitrary<string>>> = {
  json: fc
    .tuple(tables, gap, gap, fc.constantFrom(['[', ']'], ['{"next": null, "results": [', '], "count": 2}']))
    .map(([rows, before, after, [open, close]]) => {
      const texts = rows.map((row) => `${before}${jsonText(row)}${after}`);
      return `${before}${open}${before}${texts.join(',')}${after}${close}${after}`;
    }),
  jsonl: fc
    .tuple(tables, fc.constantFrom('\n', '\r\n', '\n\n'), fc.boolean())
    .map(([rows, end, last]) => rows.map(jsonText).join(end) + (last ? end : '')),
  csv: fc
    .tuple(
      fc.array(
        fc.array(fc.constantFrom('', 'x', '007', 'a,b', '"', 'a\nb', 'é😀', '1.50'), {
          minLength: 3,
          maxLength: 3,
        }),
      ),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
    )
    .map(([rows, end, quoted]) => {
      const cell = (text: string) =>
        quoted || /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      return [['id', 'name', 'note'], ...rows].map((row) => row.map(cell).join(',') + end).join('');
    }),
};

describe('reading rows bit by bit', () => {
  it.each(['json', 'jsonl', 'csv'] as const)('gives the rows of reading all at once: %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(
        written[format],
        fc.constantFrom('', '\uFEFF'),
        fc.integer({ min: 1, max: 9 }),
        async (text, mark, size) => {
          const expected = whole[format](new SourceText('deals', text)).rows.map(({ row }) => jsonText(row));
          const read = await rowsOf(inBits(mark + text, size), format);
          expect(read).not.toHaveProperty('broken');
          expect(shown(read).map(([, row]) => row)).toEqual(expected);
          // From behind any row on, the others follow, at the same places.
          for (const [index, row] of read.rows.entries()) {
            const rest = await rowsOf(inBits(mark + text, 100_000), format, { from: row.end });
            expect(shown(rest)).toEqual(shown(read).slice(index + 1));
            expect(rest.rows.at(-1)?.end ?? row.end).toEqual(read.rows.at(-1)?.end);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the digits of numbers', async () => {
    const text = '[{"value": 149.90, "big": 12345678901234567890.10}]';
    expect(shown(await rowsOf(inBits(text, 5), 'json'))).toEqual([
      ['1:2', '{"value":149.90,"big":12345678901234567890.10}'],
    ]);
  });

  it('finds the list of a page, and nothing else called so', async () => {
    const rows = async (text: string) => shown(await rowsOf(inBits(text, 3), 'json')).map(([, row]) => row);
    expect(await rows('{"count": 1, "results": [{"id": 1}], "next": null}')).toEqual(['{"id":1}']);
    expect(await rows('{"a": {"results": [1]}, "id": "results"}')).toEqual([
      '{"a":{"results":[1]},"id":"results"}',
    ]);
    expect(await rows('{"id": 1, "results": 5}')).toEqual(['{"id":1,"results":5}']);
    expect(await rows(' {"id": 1} ')).toEqual(['{"id":1}']);
    expect(await rows('')).toEqual([]);
    expect(await rows('5')).toEqual(['not-a-row']);
    expect(await rows('{"id": 1}\n{"id": 2}')).toEqual(['malformed-json']);
  });
});

describe('faults of one row', () => {
  const faults: readonly (readonly [Format, string, readonly (readonly [string, string])[]])[] = [
    [
      'json',
      '[{"id": 1,},\n {"id": 2}]',
      [
        ['1:2', 'malformed-json'],
        ['2:2', '{"id":2}'],
      ],
    ],
    [
      'json',
      '[{"id": 1} {"id": 2}, {"id": 3},]',
      [
        ['1:2', 'malformed-json'],
        ['1:23', '{"id":3}'],
      ],
    ],
    ['json', '[,{"id": 1}]', [['1:3', '{"id":1}']]],
    [
      'jsonl',
      '{"id": 1\n{"id": 2}',
      [
        ['1:1', 'malformed-json'],
        ['2:1', '{"id":2}'],
      ],
    ],
    [
      'jsonl',
      '{"id": 1, "id": 2}\n{"id": 3}',
      [
        ['1:1', 'duplicate-key'],
        ['2:1', '{"id":3}'],
      ],
    ],
    [
      'csv',
      'id,name\n1,x,y\n2,5" pipe\n"3"x,y\n4,z\n',
      [
        ['2:1', 'malformed-csv'],
        ['3:1', 'malformed-csv'],
        ['4:1', 'malformed-csv'],
        ['5:1', '{"id":4,"name":"z"}'],
      ],
    ],
  ];

  it.each(faults)('%s: %s', async (format, text, expected) => {
    const read = await rowsOf(inBits(text, 4), format);
    expect(read).not.toHaveProperty('broken');
    expect(shown(read)).toEqual(expected);
  });

  it('text that is no UTF-8', async () => {
    const bytes = Buffer.from('{"id": 1, "name": "_"}\n{"id": 2}');
    bytes[bytes.indexOf('_')] = 0xff;
    expect(shown(await rowsOf(inBits(bytes, 7), 'jsonl')).map(([, row]) => row)).toEqual([
      'wrong-encoding',
      '{"id":2}',
    ]);
    const csv = Buffer.from('id,name\n1,_\n2,é\n');
    csv[csv.indexOf('_')] = 0xe9;
    expect(shown(await rowsOf(inBits(csv, 7), 'csv')).map(([, row]) => row)).toEqual([
      'wrong-encoding',
      '{"id":2,"name":"é"}',
    ]);
  });

  it('rows that are too long, whether their end is in sight or not', async () => {
    const long = `{"id": 1, "name": "${'x'.repeat(300)}"}`;
    for (const size of [3, 100_000]) {
      const jsonl = await rowsOf(inBits(`{"id": 0}\n${long}\n{"id": 2}`, size), 'jsonl', { longest: 50 });
      expect(shown(jsonl).map(([, row]) => row)).toEqual(['{"id":0}', 'row-too-long', '{"id":2}']);
      expect(jsonl.rows[1]?.text.startsWith('{"id": 1')).toBe(true);
    }
    const json = await rowsOf(inBits(`[${long}, {"id": 2}]`, 100_000), 'json', { longest: 50 });
    expect(shown(json).map(([, row]) => row)).toEqual(['row-too-long', '{"id":2}']);
  });
});

describe('faults that hide where the next row begins', () => {
  const breaks: readonly (readonly [Format, string, string, string])[] = [
    ['json', '[{"id": 1}, {"id": [2}]', '1:22', 'a bracket is closed by one of another kind'],
    ['json', '[{"id": 1}, {"id": 2', '1:21', 'the list is never closed'],
    ['json', '[{"id": 1}, {"id": 2}}', '1:22', 'a bracket is closed that was not opened'],
    ['json', '[{"id": 1}, {"a": "x\n}]', '1:21', 'a string is never closed'],
    ['json', '[{"id": 1}] x', '1:11', 'something is wrong with what stands around the list'],
    ['csv', 'id\n1\n"2\n3\n', '3:1', 'a quoted value is never closed'],
  ];

  it.each(breaks)('%s: %s', async (format, text, place, reason) => {
    const { rows, broken } = await rowsOf(inBits(text, 6), format);
    expect(shown({ rows }).map(([, row]) => row)).toEqual(['{"id":1}']);
    expect(broken).toMatch(new RegExp(`^malformed-${format} ${place} .*: ${reason}$`));
  });

  it('a row of which no end is in sight', async () => {
    const json = await rowsOf(inBits(`[{"id": 1}, {"a": [${'1, '.repeat(200)}`, 50), 'json', { longest: 60 });
    expect(json.broken).toContain(
      '1:11 this is not valid JSON: the row that begins here does not end within 60 bytes',
    );
    const csv = await rowsOf(inBits(`id\n1\n"${'x\n'.repeat(200)}`, 50), 'csv', { longest: 60 });
    expect(csv.broken).toContain(
      '3:1 this is not CSV: the row that begins here does not end within 60 bytes',
    );
  });

  it('names of columns that cannot be', async () => {
    const broken = async (text: string) => (await rowsOf(inBits(text, 9), 'csv')).broken;
    expect(await broken('id,id\n1,2\n')).toContain('1:1 this is not CSV: the column "id" is there twice');
    expect(await broken('id;name\n1;2\n')).toContain('commas must stand between its values, not semicolons');
    expect(await broken('"id\n1,2\n')).toContain('1:1 this is not CSV: a quoted value is never closed');
  });
});

it('reads on in a file that is larger than what is looked at', async () => {
  const file = join(await temporaryFolder(), 'deals.jsonl');
  const rows = Array.from({ length: 20_000 }, (_, n) => `{"id": ${n}, "name": "${'é'.repeat(n % 60)}"}`);
  await writeFile(file, rows.join('\n'));
  const handle = await open(file);
  try {
    const { rows: read } = await rowsOf(handle, 'jsonl');
    expect(read).toHaveLength(20_000);
    expect(read.map(({ text }) => text)).toEqual(rows);
    expect(read[19_999]?.place.line).toBe(20_000);
  } finally {
    await handle.close();
  }
});
