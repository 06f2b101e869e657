import { parseArgs } from 'node:util';

type Run = (options: { json?: string }) => Promise<void>;

/** Each bench is a file beside this one, loaded when it is asked for. */
const benches: ReadonlyMap<string, () => Promise<{ run: Run }>> = new Map([
  ['render', () => import('./render.js')],
  ['campaign', () => import('./campaign.js')],
  ['cold-start', () => import('./cold-start.js')],
  ['top-n', () => import('./top-n.js')],
]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' } },
});
const [name = ''] = positionals;
const load = benches.get(name);
if (load === undefined) {
  console.error(`usage: npm run bench -- ${[...benches.keys()].join('|')} [--json FILE]`);
  process.exitCode = 2;
} else {
  const { run } = await load();
  await run(values.json === undefined ? {} : { json: values.json });
}
