import { expect, it } from 'vitest';
import { defineFilter, defineSource, defineTag, Engine, TemplateError } from '../../../src/index.js';
import { memorySource } from '../../../src/sources/memory.js';

const codes = (diagnostics: readonly { readonly code: string }[]) => diagnostics.map((one) => one.code);

it('a filter that breaks fails its message, in its place', async () => {
  const broken = defineFilter({
    name: 'broken',
    doc: 'Breaks.',
    example: { template: '{{ x|broken }}', result: '' },
    library: 'custom',
    input: 'text',
    result: 'text',
    paths: 'text',
    output: 'text',
    pure: true,
    apply: () => {
      throw new TypeError('x is not a function');
    },
  });
  const outcome = await new Engine({ filters: [broken] })
    .compile('Hi\n{{ x|broken }}')
    .render({ context: { x: 'a' } });
  expect(codes(outcome.diagnostics)).toEqual(['filter-failed']);
  expect(outcome).toMatchObject({
    outcome: 'failed',
    reason: 'the filter "broken" cannot do this: x is not a function',
    place: { range: { start: 8, end: 14 } },
  });
});

it('a tag that breaks fails its message, in its place', async () => {
  const broken = defineTag({
    name: 'broken',
    doc: 'Breaks.',
    example: { template: '{% broken %}', result: '' },
    library: 'custom',
    header: { shape: 'none' },
    prints: true,
    captures: false,
    compile: () => () => {
      throw new TypeError('x is not a function');
    },
  });
  const outcome = await new Engine({ tags: [broken] }).compile('Hi\n{% broken %}').render();
  expect(codes(outcome.diagnostics)).toEqual(['render-crashed']);
  expect(outcome).toMatchObject({
    outcome: 'failed',
    reason: 'rendering stopped unexpectedly: x is not a function',
    place: { range: { start: 3, end: 15 } },
  });
});

it('renderSync says that it cannot fetch', () => {
  const template = new Engine({ source: memorySource({ deals: [] }) }).compile('{% deals as d %}');
  const render = () => template.renderSync({}, { receiver: { id: 1 } });
  expect(render).toThrow(TemplateError);
  expect(codes(errorsOf(render))).toEqual(['data-in-sync-render']);
});

function errorsOf(run: () => unknown): TemplateError['diagnostics'] {
  try {
    run();
  } catch (error) {
    if (error instanceof TemplateError) return error.diagnostics;
    throw error;
  }
  return [];
}

it('a source that fails is told with the tag that asked', async () => {
  const source = defineSource({
    name: 'down',
    fetch: async () => {
      throw new Error('the database is away');
    },
  });
  const outcome = await new Engine({ source }).compile('{% deals as d %}').render({ receiver: { id: 1 } });
  expect(codes(outcome.diagnostics)).toEqual(['source-failed']);
  expect(outcome).toMatchObject({
    outcome: 'failed',
    reason: 'the data for deals could not be fetched: the database is away',
    place: { range: { start: 0, end: 16 } },
  });
});
