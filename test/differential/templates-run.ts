/**
 * Random templates against real Django.
 *
 *     npm run differential -- [--count N] [--seed S]
 *
 * Exit 1 where the two differ: the smallest such case is printed and kept under test/cases/differential/.
 */
import { parseArgs } from 'node:util';
import { explain, findDifference, writeDown } from './templates-compare.js';
import { fetchDjango, Oracle, whyNoDjango } from './templates-oracle.js';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '5000' }, seed: { type: 'string' } },
});
const count = Number(values.count);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);

fetchDjango();
const reason = whyNoDjango();
if (reason !== undefined || !Number.isInteger(count) || !Number.isInteger(seed)) {
  console.error(reason ?? 'usage: npm run differential -- [--count N] [--seed S]');
  process.exitCode = 2;
} else {
  const oracle = new Oracle();
  const start = Date.now();
  const difference = await findDifference(oracle, count, seed);
  oracle.close();
  const took = `seed ${seed}, ${((Date.now() - start) / 1000).toFixed(1)} s`;
  if (difference === undefined) console.log(`${count} templates, no difference (${took})`);
  else {
    console.log(explain(difference));
    const file = writeDown(difference);
    console.log(`a difference (${took})${file === undefined ? '' : `: ${file}`}`);
    process.exitCode = 1;
  }
}
