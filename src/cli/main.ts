#!/usr/bin/env node
import { diagnose } from '../diagnostics/diagnostic.js';
import { formatDiagnostic } from '../diagnostics/frame.js';
import { exit } from './exit.js';
import { processIo } from './process-io.js';
import { nowhere } from './read-text.js';
import { reasonOf } from './reason.js';
import { run } from './run.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as `head`, closes the pipe: there is nobody to tell, and nothing wrong.
  if (error.code === 'EPIPE') process.exit();
  const file = 'standard output';
  const fault = diagnose('file-unwritable', { file, reason: reasonOf(error) }, nowhere(file));
  process.stderr.write(`${formatDiagnostic(fault)}\n`);
  process.exit(exit.failed);
});
// Where faults cannot be told, the exit code tells.
process.stderr.on('error', () => process.exit());

process.exitCode = await run(process.argv.slice(2), processIo());
