import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/index.js';
import { builtinTags } from '../../../src/language/builtins.js';
import type { Example } from '../../../src/language/filter.js';
import { builtinFilters } from '../../../src/language/filters/index.js';
import { openSource } from '../../../src/sources/open.js';

const now = '2025-06-25T00:00:00Z';
const data = await openSource(path.join(import.meta.dirname, '../../../examples/data'), { now });

const examplesOf = ({ example }: { readonly example: Example | readonly Example[] }): readonly Example[] =>
  Array.isArray(example) ? example : [example as Example];

/** A documented use is run as it stands: in a text message, for a contact of the example data. */
async function run(example: Example): Promise<string> {
  const engine = new Engine({
    ...(data.source && { source: data.source }),
    ...(example.templates && { templates: example.templates }),
    ...(example.catalogues && { catalogues: example.catalogues }),
  });
  const outcome = await engine.compile(example.template, { channel: 'html' }).render({
    now: example.now ?? now,
    ...(example.locale && { locale: example.locale }),
    context: example.context ?? {},
    ...(example.context?.receiver === undefined && { receiver: 'john-doe-01' }),
  });
  return outcome.outcome === 'rendered' ? outcome.text : `${outcome.outcome}: ${outcome.reason}`;
}

describe.each(builtinFilters.map((filter) => [filter.name, filter] as const))('filter %s', (_, filter) => {
  it('states its facts', () => {
    expect(filter.doc).toMatch(/\.$/);
    expect(filter.library).not.toBe('');
    expect(['text', 'number', 'date', 'list', 'any']).toContain(filter.input);
    expect(['text', 'number', 'date', 'list', 'any']).toContain(filter.result);
    expect(['input', 'elements', 'key', 'all', 'none', 'text']).toContain(filter.paths);
    expect(['text', 'same', 'html', 'url', 'js']).toContain(filter.output);
    expect(typeof filter.pure).toBe('boolean');
    expect(examplesOf(filter).length).toBeGreaterThan(0);
  });

  it.each(examplesOf(filter).map((example) => [example.template, example] as const))(
    '%s',
    async (_, example) => {
      expect(example.template).toContain(`|${filter.name}`);
      expect(await run(example)).toBe(example.result);
    },
  );
});

describe.each(builtinTags.map((tag) => [tag.name, tag] as const))('tag %s', (_, tag) => {
  it('states its facts', () => {
    expect(tag.doc).toMatch(/\.$/);
    expect(tag.library).not.toBe('');
    expect(typeof tag.prints).toBe('boolean');
    expect(typeof tag.captures).toBe('boolean');
    expect(examplesOf(tag).length).toBeGreaterThan(0);
  });

  it.each(examplesOf(tag).map((example) => [example.template, example] as const))(
    '%s',
    async (_, example) => {
      expect(example.template).toContain(`{% ${tag.name}`);
      expect(await run(example)).toBe(example.result);
    },
  );
});
