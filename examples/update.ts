/**
 * Renders every example again into examples/expected: `npm run examples:update`. Look at `git diff` then.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { processIo } from '../src/cli/process-io.js';
import { run } from '../src/cli/run.js';
import { clock, messageRenderings } from './messages/renderings.js';
import { renderings } from './renderings.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

for (const { template, options, expected } of renderings) {
  const files = [
    '--data',
    path.join(folder, 'data'),
    '--out',
    path.join(folder, 'expected', expected),
    '--no-config',
  ];
  const code = await run(['render', path.join(folder, template), ...options, ...files], processIo());
  if (code !== 0) process.exitCode = code;
}

const messages = path.join(folder, 'messages');
for (const { template, config, options, expected } of messageRenderings) {
  const out = path.join(folder, 'expected/messages', expected);
  const files = ['--config', path.join(messages, config), '--out', out, ...clock];
  const code = await run(['render', path.join(messages, template), ...options, ...files], processIo());
  if (code !== 0) process.exitCode = code;
}
