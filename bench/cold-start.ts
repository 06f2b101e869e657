import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { median } from './measure.js';

const dist = new URL('../dist/index.js', import.meta.url);
const templates = new URL('templates/', import.meta.url);
const rounds = 15;

/** Steps timed inside a fresh process, in milliseconds since its script began. */
const script = `
import { readFileSync } from 'node:fs';
const text = readFileSync(new URL('order.html', process.argv[1]), 'utf8');
const start = performance.now();
const { Engine } = await import(process.argv[2]);
const imported = performance.now();
const template = new Engine().compile(text, { name: 'order.html' });
const compiled = performance.now();
template.renderSync({ deal_list: [] });
const rendered = performance.now();
console.log(JSON.stringify({ import: imported - start, compile: compiled - imported, render: rendered - compiled }));
`;

interface Steps {
  readonly import: number;
  readonly compile: number;
  readonly render: number;
}

/** The built package in a fresh process: loading it, compiling the first template, rendering it. */
export async function run(options: { json?: string } = {}): Promise<void> {
  if (!existsSync(dist)) throw new Error('there is no dist: run npm run build first');
  const samples = Array.from({ length: rounds }, once);
  const steps = {
    import: median(samples.map((sample) => sample.import)),
    compile: median(samples.map((sample) => sample.compile)),
    render: median(samples.map((sample) => sample.render)),
  };
  const total = median(samples.map((sample) => sample.import + sample.compile + sample.render));
  console.log(`Node ${process.versions.node}, fresh processes, medians of ${rounds}, ms\n`);
  console.log('| import | compile the first template | render it | all |');
  console.log('|---:|---:|---:|---:|');
  const cells = [steps.import, steps.compile, steps.render, total].map((ms) => ms.toFixed(1));
  console.log(`| ${cells.join(' | ')} |`);
  if (options.json !== undefined) {
    await writeFile(
      options.json,
      `${JSON.stringify({ node: process.versions.node, ...steps, total }, null, 2)}\n`,
    );
  }
}

const once = (): Steps =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script, templates.href, dist.href], {
      encoding: 'utf8',
    }),
  );
