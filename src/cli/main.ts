#!/usr/bin/env node
import { processIo } from './process-io.js';
import { run } from './run.js';

// A reader that has seen enough, such as `head`, closes the pipe: there is nobody to tell, and nothing wrong.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

process.exitCode = await run(process.argv.slice(2), processIo());
