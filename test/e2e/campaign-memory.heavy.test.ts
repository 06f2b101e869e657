import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../contracts/temporary-folder.js';
import { contactStore, writeTemplates } from '../support/campaigns.js';

const child = fileURLToPath(new URL('../support/campaign-child.ts', import.meta.url));

/**
 * The collector takes what it is given before it works: with a heap of this size at most, the peak is of what the
 * campaign holds. What it leaves lying about on top is no more for ten times the receivers, but comes late.
 */
const heap = '--max-old-space-size=100';

/** The peak of the memory that a campaign takes, in megabytes, as the system counts it. */
function peakOf(argv: readonly string[]): number {
  const ended = spawnSync(process.execPath, [heap, '--import', 'tsx', child, ...argv], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  expect(ended.status, ended.stderr).toBe(0);
  const peak = Number(/^peak (\d+)$/m.exec(ended.stderr)?.[1]);
  expect(peak).toBeGreaterThan(0);
  return Math.round(peak / 1024);
}

/** MEMORY_FORMATS=jsonl,eml tries both. */
const formats = (process.env.MEMORY_FORMATS ?? 'jsonl').split(',');

test.each(formats)(
  '200,000 receivers take no more memory than 10,000: %s',
  { timeout: 3_600_000 },
  async (format) => {
    const folder = await temporaryFolder();
    await writeTemplates(folder);
    const peaks: number[] = [];
    for (const contacts of [10_000, 200_000]) {
      const data = await contactStore(join(folder, `${contacts}.db`), contacts);
      const out = join(folder, format === 'jsonl' ? 'out.jsonl' : 'out');
      const template = join(folder, format === 'jsonl' ? 'note.txt' : 'message.html');
      const command = [
        'campaign',
        template,
        '--data',
        data,
        '--out',
        out,
        '--no-config',
        '--from',
        'shop@example.com',
      ];
      peaks.push(peakOf(command));
      for (const one of [out, `${out}.campaign`, data]) await rm(one, { recursive: true, force: true });
    }
    const [small = 0, large = 0] = peaks;
    console.log(`${format}: ${small} MB for 10,000 receivers, ${large} MB for 200,000`);
    expect(large / small).toBeLessThan(1.2);
  },
);
