import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../contracts/temporary-folder.js';
import {
  contactStore,
  contentOf,
  keptBeside,
  killCampaign,
  receiversOf,
  writeTemplates,
} from '../support/campaigns.js';
import { snippetry } from './command.js';

/** Runs a campaign to its end, and another that is killed at random moments, and compares what they leave. */
export async function compareKilled(format: 'jsonl' | 'eml', contacts: number, kills: number): Promise<void> {
  const folder = await temporaryFolder();
  await writeTemplates(folder);
  const data = await contactStore(join(folder, 'crm.db'), contacts);
  const chunk = Math.max(10, Math.round(contacts / 200));
  const command = (out: string) => [
    ...[
      'campaign',
      join(folder, format === 'jsonl' ? 'note.txt' : 'message.html'),
      '--data',
      data,
      '--no-config',
    ],
    ...['--out', out, '--now', '2025-06-25T00:00:00Z', '--chunk', String(chunk)],
    ...(format === 'eml' ? ['--from', 'Shop <shop@example.com>'] : []),
  ];
  const outOf = (name: string) => join(folder, format === 'jsonl' ? `${name}.jsonl` : name);
  const whole = outOf('whole');
  expect((await snippetry(command(whole))).stderr).not.toContain('error');

  const killed = outOf('killed');
  const journal = join(
    format === 'jsonl' ? `${killed}.campaign` : join(killed, '.campaign'),
    'journal.jsonl',
  );
  const moments = Array.from({ length: kills }, (_, index) => (index + Math.random()) / (kills + 1));
  for (const share of moments) {
    const lines = 1 + Math.floor((share * contacts) / chunk);
    const dead = await killCampaign(command(killed), journal, { lines, delay: Math.random() * 20 });
    expect(dead, `was over before it could be killed at ${share}`).toBe(true);
  }
  const resumed = await snippetry([...command(killed), '--json']);
  const when = `killed at ${moments.join(', ')}`;
  expect(resumed.code, `${when}: ${resumed.stdout}`).toBe(0);
  expect(JSON.parse(resumed.stdout), when).toMatchObject({ ended: 'done', resumed: true });
  const receivers = await receiversOf(killed);
  expect(receivers.length, when).toBe(contacts);
  expect(new Set(receivers).size, when).toBe(contacts);
  expect(contentOf(killed), when).toEqual(contentOf(whole));
  expect((await keptBeside(killed)).sort(), when).toEqual(['journal.jsonl', 'seen']);
}
