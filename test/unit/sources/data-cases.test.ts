import path from 'node:path';
import { expect, it } from 'vitest';
import { entities, models } from '../../../src/data/entities.js';
import { Engine } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';
import { openStore } from '../../../src/sources/open.js';
import { temporaryFolder } from '../../contracts/temporary-folder.js';
import { type Case, readCases } from '../../support/case-file.js';
import { projecting } from '../../support/projecting-source.js';

type Tables = Readonly<Record<string, readonly Record<string, unknown>[]>>;

/** The cases of data tags, whose records a database can hold: each with an id, no custom_id twice. */
const cases = readCases(path.join(import.meta.dirname, '../../cases'))
  .filter(({ file, data }) => file.startsWith('data/') && data !== undefined)
  .filter(({ data = {} }) =>
    Object.values(data)
      .flat()
      .every(({ id }) => id !== undefined),
  );

it('every case of data tags comes to the same from rows that hold only what was asked for', async () => {
  const differing: unknown[] = [];
  for (const one of cases) {
    const memory = memorySource(one.data as Tables);
    const expected = await outcomeOf(one, memory);
    const given = await outcomeOf(one, projecting(memory));
    if (given !== expected) differing.push({ case: `${one.file}: ${one.title}`, expected, given });
  }
  expect(differing).toEqual([]);
});

it('every case of data tags comes to the same over SQLite', async () => {
  const file = path.join(await temporaryFolder(), 'cases.db');
  const { store, diagnostics } = await openStore(file);
  expect(diagnostics).toEqual([]);
  if (store === undefined) throw new Error('no store');
  const differing: unknown[] = [];
  for (const one of cases) {
    await store.write(async (writer) => {
      for (const entity of entities) {
        const rows = (one.data as Tables)[models[entity].plural] ?? [];
        await writer.put(entity, rows);
      }
    });
    const expected = await outcomeOf(one, memorySource(one.data as Tables));
    const given = await outcomeOf(one, store.source);
    if (given !== expected) differing.push({ case: `${one.file}: ${one.title}`, expected, given });
    await store.write(async (writer) => {
      for (const entity of entities) {
        const rows = (one.data as Tables)[models[entity].plural] ?? [];
        await writer.remove(
          entity,
          rows.map(({ id }) => String(id)),
        );
      }
    });
  }
  await store.close();
  expect(differing).toEqual([]);
  expect(cases.length).toBeGreaterThan(50);
});

async function outcomeOf(one: Case, source: ReturnType<typeof memorySource>): Promise<string> {
  const { channel, now, locale, timeZone, strict, receiver, deal, event, ...options } = one.options;
  const engine = new Engine({
    ...(options as object),
    source,
    templates: one.templates,
    ...(strict !== undefined && { strict }),
  });
  const check = channel === undefined ? {} : { channel };
  const errors = engine.check(one.template, check).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return 'not compiled';
  const outcome = await engine.compile(one.template, check).render({
    context: one.context,
    ...(now !== undefined && { now }),
    ...(locale !== undefined && { locale }),
    ...(timeZone !== undefined && { timeZone }),
    ...(receiver !== undefined && { receiver }),
    ...(deal !== undefined && { deal }),
    ...(event !== undefined && { event }),
  });
  return outcome.outcome === 'rendered' ? outcome.text : `${outcome.outcome} ${outcome.reason}`;
}
