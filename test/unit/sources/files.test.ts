import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../src/data/model.js';
import { isError } from '../../../src/diagnostics/diagnostic.js';
import { readFolder } from '../../../src/sources/files/files-source.js';
import { openSource } from '../../../src/sources/open.js';
import { folderOf, now, places } from './folder.js';

const read = async (files: Parameters<typeof folderOf>[0]) => readFolder(await folderOf(files), { now });
const found = async (files: Parameters<typeof folderOf>[0]) => places((await read(files)).diagnostics);

/** The rows of one kind, without the clock's stamps. */
async function rows(files: Parameters<typeof folderOf>[0], entity: Entity) {
  const { tables, diagnostics } = await read(files);
  expect(diagnostics.filter(isError)).toEqual([]);
  return (tables.get(entity) ?? []).map(({ created_at: _, updated_at: __, ...rest }) => rest);
}

describe('places of faults', () => {
  it('points into malformed JSON', async () => {
    expect(await found({ 'deals.json': '[\n  {"id": 1},\n  {"id": 2,}\n]' })).toEqual([
      'malformed-json deals.json:3:12',
    ]);
    expect(await found({ 'deals.json': '[{"id": 1, "id": 2}]' })).toEqual(['duplicate-key deals.json:1:12']);
    expect(await found({ 'deals.json': '' })).toEqual(['malformed-json deals.json:1:1']);
  });

  it('points into malformed JSONL, every bad line of it', async () => {
    const text = '{"id": 1}\n\n{"id": }\n{"id": 3}\n{"id"\n';
    expect(await found({ 'deals.jsonl': text })).toEqual([
      'malformed-json deals.jsonl:3:8',
      'malformed-json deals.jsonl:5:6',
    ]);
  });

  it('points at rows that are none', async () => {
    expect(await found({ 'deals.json': '[\n  {"id": 1},\n  5, null, ["x"],\n  "y,[", 1.5\n]' })).toEqual([
      'not-a-row deals.json:3:3',
      'not-a-row deals.json:3:6',
      'not-a-row deals.json:3:12',
      'not-a-row deals.json:4:3',
      'not-a-row deals.json:4:10',
    ]);
    expect(await found({ 'deals.jsonl': '{"id": 1}\n  7' })).toEqual(['not-a-row deals.jsonl:2:3']);
  });

  it('points at lines of CSV that cannot be split', async () => {
    expect(await found({ 'tasks.csv': 'id,title\n1,a\n2,b,c\n' })).toEqual(['malformed-csv tasks.csv:3:1']);
    expect(await found({ 'tasks.csv': 'id,title\n1,"a\nb"\n2,"never closed\n' })).toEqual([
      'malformed-csv tasks.csv:4:1',
    ]);
    expect(await found({ 'tasks.csv': 'id,title\n1,"a" b\n' })).toEqual(['malformed-csv tasks.csv:2:1']);
    expect(await found({ 'tasks.csv': 'id,title\n1,a "b"\n' })).toEqual(['malformed-csv tasks.csv:2:1']);
  });

  it('refuses CSV whose columns are named twice, or are not divided by commas', async () => {
    for (const [text, reason] of [
      ['id,title,title\n1,a,b\n', 'the column "title" is there twice'],
      ['\nid;title\n1;a\n', 'commas must stand between its values, not semicolons'],
      ['id\ttitle\n1\ta\n', 'commas must stand between its values, not tabs'],
    ] as const) {
      const { diagnostics } = await read({ 'tasks.csv': text });
      expect(diagnostics.map(({ message }) => message)).toEqual([`this is not CSV: ${reason}`]);
    }
    expect(await found({ 'tasks.csv': 'id\n1\n' })).not.toContain('malformed-csv tasks.csv:1:1');
  });

  it('points at the line of a CSV cell that is not JSON, past values with line breaks', async () => {
    const text = 'id,name,tags\n1,"two\nlines",[]\n2,x,"[1,"\n3,y,"{"\n';
    expect(await found({ 'deals.csv': text })).toEqual([
      'malformed-cell deals.csv:4:1',
      'malformed-cell deals.csv:5:1',
    ]);
  });

  it('shows no value of the data in any message', async () => {
    const { diagnostics } = await read({
      'deals.json':
        '[{"name": "secret"}, "secret", {"id": 1, "custom_id": "secret"}, {"id": 1, "custom_id": "secret"}]',
      'tasks.csv': 'id,tags\n1,"[secret"\n',
      'products.csv': 'id,name\n1,sec"ret\n',
    });
    expect(new Set(diagnostics.map((one) => one.code)).size).toBe(5);
    for (const { message, help } of diagnostics) expect(`${message} ${help}`).not.toContain('sec');
  });
});

describe('faults between rows', () => {
  it('finds rows without an identifier, and no fault in events without one', async () => {
    expect(
      await found({
        'contacts.json': '[{"first_name": "Ann", "custom_id": ""},\n {"email": "ben@example.com"}]',
        'deals.csv': 'custom_id,name\nD-1,x\n,y\n',
        'events.json': '[{"name": "visit", "timestamp": 1}]',
      }),
    ).toEqual([
      'row-without-key contacts.json:1:2',
      'clock-set contacts.json:1:2',
      'row-without-key deals.csv:3:1',
      'clock-set deals.csv:2:1',
    ]);
  });

  it('finds repeated keys and shows where the first stands', async () => {
    const { diagnostics, tables } = await read({
      'products.json':
        '[{"id": 1, "custom_id": "A"},\n{"id": "1", "custom_id": "B"},\n{"id": 2, "custom_id": "B"}]',
    });
    const repeated = diagnostics.filter((one) => one.code === 'repeated-key');
    expect(places(repeated)).toEqual(['repeated-key products.json:2:1', 'repeated-key products.json:3:1']);
    expect(repeated.map((one) => one.related?.map(({ range }) => range.start))).toEqual([[1], [30]]);
    expect(tables.size).toBe(0);
  });

  it('refuses keys that no database keeps as they are', async () => {
    expect(
      await found({ 'companies.json': '[{"id": "a\\u0000b"},\n{"id": 1, "custom_id": "\\ud800"}]' }),
    ).toEqual(expect.arrayContaining(['unusable-key companies.json:1:2', 'unusable-key companies.json:2:1']));
  });

  it('warns of deals whose contact is not there', async () => {
    const files = {
      'contacts.json': '[{"id": 1, "custom_id": "ann"}]',
      'deals.json':
        '[{"id": 1, "user_id": 1},\n{"id": 2, "user_custom_id": "ben"},\n{"id": 3},\n{"id": 4, "user_id": 9, "user_custom_id": "ann"}]',
    };
    expect((await found(files)).filter((one) => !one.startsWith('clock'))).toEqual([
      'unknown-owner deals.json:2:1',
    ]);
    expect(await rows(files, 'deal')).toEqual([
      { id: 1, user_id: 1, user_custom_id: 'ann' },
      { id: 2, user_custom_id: 'ben' },
      { id: 3 },
      { id: 4, user_id: 9, user_custom_id: 'ann' },
    ]);
  });
});

describe('what reading completes', () => {
  it('gives ids where there are none, past those that there are', async () => {
    expect(
      await rows({ 'deals.json': '[{"custom_id": "A"}, {"id": 7}, {"custom_id": "B"}]' }, 'deal'),
    ).toEqual([{ id: 8, custom_id: 'A' }, { id: 7 }, { id: 9, custom_id: 'B' }]);
  });

  it('sets created_at and updated_at to the clock and says so once a file', async () => {
    const { tables, diagnostics } = await read({
      'deals.json': '[{"id": 1, "created_at": "2025-01-01"}, {"id": 2}, {"id": 3}]',
    });
    expect(diagnostics.map((one) => one.message)).toEqual([
      'created_at and updated_at set to the clock in 2 rows of deals that had none',
    ]);
    expect(tables.get('deal')?.map((row) => [row.created_at, row.updated_at])).toEqual([
      ['2025-01-01', now],
      [now, now],
      [now, now],
    ]);
  });

  it('reads CSV columns by their type, the others by what they look like', async () => {
    const header = 'custom_id,value,status,tags,code,amount,flag,json,phone,empty';
    const line = '0042,149.90,won,"[""a"",1.50]",007,12.50,TRUE,"{""a"":1.0}",+48 600,';
    const [row] = await rows({ 'deals.csv': `\uFEFF${header}\r\n${line}\r\n` }, 'deal');
    expect(JSON.stringify(row)).toBe(
      '{"id":1,"custom_id":"0042","value":"149.90","status":"won","tags":["a","1.50"],"code":"007","amount":"12.50","flag":true,"json":{"a":"1.0"},"phone":"+48 600"}',
    );
  });

  it('keeps hostile names as attributes like any other', async () => {
    const [fromJson] = await rows(
      { 'deals.json': '[{"id": 1, "__proto__": {"a": 1}, "constructor": 2}]' },
      'deal',
    );
    const [fromCsv] = await rows({ 'deals.csv': 'id,__proto__,constructor\n1,"{""a"":1}",2\n' }, 'deal');
    for (const row of [fromJson, fromCsv]) {
      expect(Object.entries(row ?? {})).toEqual([
        ['id', 1],
        ['__proto__', { a: 1 }],
        ['constructor', 2],
      ]);
      expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    }
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
  });

  it('takes users for contacts and adds up files of one kind', async () => {
    const files = { 'users.jsonl': '{"id": 1}\n', 'contacts.csv': 'id\n2\n', 'Contacts.JSON': '{"id": 3}' };
    expect((await rows(files, 'contact')).map((row) => row.id).sort()).toEqual([1, 2, 3]);
  });
});

describe('folders', () => {
  it('names data files that it does not know and the name that was meant', async () => {
    const { diagnostics } = await read({
      'deals.json': '[]',
      'product.json': '[]',
      'zzz.csv': '',
      'notes.txt': '',
      '.hidden.json': 'x',
    });
    expect(diagnostics.map(({ code, severity, help }) => [code, severity, help?.slice(0, 24)])).toEqual([
      ['unknown-data-file', 'warning', 'call it products.json'],
      ['unknown-data-file', 'warning', 'files are called compani'],
    ]);
  });

  it('says what it cannot read', async () => {
    expect(await found({ 'readme.txt': '' })).toEqual([expect.stringMatching(/^no-data-files /)]);
    expect(await found({ 'deals.json': new Uint8Array([0x5b, 0xff, 0x5d]) })).toEqual([
      'file-unreadable deals.json:1:1',
    ]);
    const folder = await folderOf({});
    expect(
      (await readFolder(join(folder, 'nowhere'), { now })).diagnostics.map((one) => one.message),
    ).toEqual([`${join(folder, 'nowhere')} cannot be read: there is no such file or folder`]);
  });

  it('gives no source where there is an error', async () => {
    const folder = await folderOf({ 'deals.json': '[{"id": 1}, {"name": "no key"}]' });
    const { source, diagnostics } = await openSource(folder, { now });
    expect(source).toBeUndefined();
    expect(diagnostics.some(isError)).toBe(true);
  });

  it('opens neither what is not there nor an address', async () => {
    const codes = async (spec: string) =>
      (await openSource(spec, { now })).diagnostics.map((one) => one.code);
    expect(await codes(join(await folderOf({}), 'crm.db'))).toEqual(['no-such-data']);
    const { diagnostics } = await openSource('mysql://ann:secret@host/crm', { now });
    expect(diagnostics.map((one) => one.code)).toEqual(['source-not-supported']);
    expect(JSON.stringify(diagnostics)).not.toContain('secret');
  });
});
