/**
 * The whole path in three commands: records into a database, a message to a contact, an HTML e-mail for the
 * order that sets it off. Run it with `npm run demo`; it writes into out/.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { processIo } from '../src/cli/process-io.js';
import { run } from '../src/cli/run.js';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const io = processIo();

/** Shows a command as it would be typed, and runs it. */
async function show(...argv: readonly string[]): Promise<void> {
  io.stdout.write(`\n$ snippetry ${argv.join(' ')}\n`);
  const code = await run([...argv, ...(argv[0] === 'render' ? ['--no-config'] : [])], io);
  if (code !== 0) process.exit(code);
}

const now = ['--now', '2025-06-25T00:00:00Z'];
await mkdir('out', { recursive: true });
await rm('out/demo.db', { force: true });

await show('import', 'examples/data', '--into', 'out/demo.db', ...now);
await show('render', 'examples/deals-as-orders.html', '--data', 'out/demo.db', '--to', 'john-doe-01', ...now);
const email = 'out/order-confirmation.html';
await show(
  'render',
  'examples/order-confirmation.html',
  '--data',
  'out/demo.db',
  '--deal',
  'ORD-78523',
  ...now,
  '--out',
  email,
);
io.stdout.write(`\nThe e-mail is in ${path.join(root, email)}: open it in a browser.\n`);
