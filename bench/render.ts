import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import type { Contender } from './engines/contender.js';
import { eta } from './engines/eta.js';
import { handWritten } from './engines/hand-written.js';
import { handlebars } from './engines/handlebars.js';
import { liquid } from './engines/liquid.js';
import { nunjucksEngine } from './engines/nunjucks.js';
import { snippetry, snippetryClosures } from './engines/snippetry.js';
import { measure } from './measure.js';
import { orderData } from './order-data.js';

const contenders: readonly Contender[] = [
  handWritten,
  snippetryClosures,
  snippetry,
  eta,
  handlebars,
  nunjucksEngine,
  liquid,
];

/** Rendering the order template of the documents, five deals of three lines each, every engine with its own escaper. */
export async function run(options: { json?: string } = {}): Promise<void> {
  const data: unknown = orderData();
  const context = data as Readonly<Record<string, unknown>>;
  const share = escapedShare(data);
  assert(share >= 1 / 3, 'too few of the texts need escaping');
  assertSameOutput(context);

  const render = measure(
    contenders.map((contender) => {
      const compiled = contender.compile();
      return { name: contender.name, run: () => compiled(context) };
    }),
  );
  const compile = measure(
    contenders
      .filter((contender) => contender !== handWritten && contender !== snippetryClosures)
      // Some engines compile at first use only.
      .map((contender) => ({ name: contender.name, run: () => contender.compile()(context) })),
    { rounds: 21 },
  );
  const limit = render.get(handWritten.name) ?? Number.NaN;
  const rows = contenders.map(({ name }) => {
    const renderUs = render.get(name) ?? Number.NaN;
    return { name, renderUs, ratio: renderUs / limit, compileAndRenderUs: compile.get(name) ?? null };
  });
  const setting = `Node ${process.versions.node}, 5 deals × 3 lines, ${Math.round(share * 100)} % of the texts need escaping`;
  console.log(`${setting}; medians\n`);
  console.log('| engine | render, µs | to hand-written | compile and render once, µs |');
  console.log('|---|---:|---:|---:|');
  for (const row of rows) {
    const once = row.compileAndRenderUs === null ? '' : row.compileAndRenderUs.toFixed(0);
    console.log(`| ${row.name} | ${row.renderUs.toFixed(1)} | ${row.ratio.toFixed(2)} | ${once} |`);
  }
  if (options.json !== undefined) {
    const report = { node: process.versions.node, escapedShare: share, rows };
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
}

function assertSameOutput(context: Readonly<Record<string, unknown>>): void {
  const expected = decode(handWritten.compile()(context));
  for (const { name, compile } of contenders) {
    assert.equal(decode(compile()(context)), expected, `${name} prints something else`);
  }
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
]);

/** Engines differ in how they write a quote or an equals sign. */
const decode = (html: string): string =>
  html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name = '') => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return entities.get(name) ?? whole;
  });

function escapedShare(data: unknown): number {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(data);
  return texts.filter((text) => /[&<>"']/.test(text)).length / texts.length;
}
