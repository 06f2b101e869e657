import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../contracts/temporary-folder.js';
import { writeDeals } from '../support/generated-file.js';

const child = fileURLToPath(new URL('../support/import-child.ts', import.meta.url));

/** The peak of the memory that an import of a file takes, in megabytes, as the system counts it. */
function peakOf(file: string, into: string): number {
  const options = JSON.stringify({ now: '2025-06-25T00:00:00Z' });
  const ended = spawnSync(
    process.execPath,
    ['--import', 'tsx', child, JSON.stringify([file]), into, options],
    { encoding: 'utf8', maxBuffer: 100_000_000 },
  );
  expect(ended.status, ended.stderr).toBe(0);
  const peak = Number(/^peak (\d+)$/m.exec(ended.stderr)?.[1]);
  expect(peak).toBeGreaterThan(0);
  return Math.round(peak / 1024);
}

/** MEMORY_FORMATS=json,jsonl,csv tries them all: half a minute to a minute each. */
const formats = (process.env.MEMORY_FORMATS ?? 'json,csv').split(',');

test.each(formats)('ten times the file takes no more memory: %s', { timeout: 900_000 }, async (format) => {
  const folder = await temporaryFolder();
  const file = join(folder, `deals.${format}`);
  const peaks: number[] = [];
  for (const megabytes of [15, 150]) {
    await writeDeals(file, megabytes * 1_000_000);
    const into = join(folder, `${megabytes}.db`);
    peaks.push(peakOf(file, into));
    await rm(into);
  }
  const [small = 0, large = 0] = peaks;
  console.log(`${format}: ${small} MB for 15 MB, ${large} MB for 150 MB`);
  // What the collector leaves lying about differs from run to run; the file's size would be 135 MB more.
  expect(large - small).toBeLessThan(80);
});
