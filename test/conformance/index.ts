/**
 * Runs recorded cases of Django's against the engine.
 *
 *     npm run conformance -- FILE.json [--dialect django|default] [--report OUT.json]
 *
 * Prints how each tag and filter fared and a closing line; exit 1 where a case failed, 2 for wrong usage.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asText } from '../../src/values/kinds.js';
import { pythonRepr } from '../../src/values/python-repr.js';
import { type ConformanceCase, readConformanceCases } from './case.js';
import { type Dialect, type Got, runCase, type Verdict } from './run-case.js';
import { Tally, table } from './tally.js';

const usage = 'usage: npm run conformance -- FILE.json [--dialect django|default] [--report OUT.json]';

interface Arguments {
  readonly file: string;
  readonly dialect: Dialect;
  readonly report: string | undefined;
}

function readArguments(): Arguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { dialect: { type: 'string', default: 'django' }, report: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    const { dialect, report } = values;
    if (file === undefined || more.length > 0 || (dialect !== 'django' && dialect !== 'default'))
      return undefined;
    return { file, dialect, report };
  } catch {
    return undefined;
  }
}

/** An answer as JSON can hold it. */
const reported = (got: Got): object =>
  'value' in got ? { value: asText(got.value) ?? pythonRepr(got.value) } : got;

function describe(one: ConformanceCase, verdict: Verdict): object {
  if (verdict.kind === 'passed') return { id: one.id, verdict: 'passed' };
  if (verdict.kind === 'skipped') return { id: one.id, verdict: 'skipped', reason: verdict.reason };
  return { id: one.id, verdict: 'failed', expected: one.expected, got: reported(verdict.got) };
}

async function main({ file, dialect, report }: Arguments): Promise<number> {
  const tally = new Tally();
  const described: object[] = [];
  for (const one of readConformanceCases(file)) {
    const verdict = await runCase(one, dialect);
    tally.add(one, verdict);
    described.push(describe(one, verdict));
    if (verdict.kind === 'failed') {
      console.log(`failed ${one.id}`);
      console.log(`  expected ${JSON.stringify(one.expected)}`);
      console.log(`  got      ${JSON.stringify(reported(verdict.got))}`);
    }
    if (verdict.kind === 'skipped') console.log(`skipped ${one.id}: ${verdict.reason}`);
  }
  if (report !== undefined) {
    const named = (of: ReadonlyMap<string, object>) => Object.fromEntries(of);
    const { all, tags, filters } = tally;
    const content = { dialect, ...all, tags: named(tags), filters: named(filters), cases: described };
    writeFileSync(report, `${JSON.stringify(content, undefined, 2)}\n`);
  }
  console.log(table('tags', tally.tags));
  console.log(table('filters', tally.filters));
  console.log(tally.line);
  return tally.all.failed > 0 ? 1 : 0;
}

const given = readArguments();
if (given === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await main(given);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
