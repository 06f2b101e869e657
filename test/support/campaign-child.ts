import { processIo } from '../../src/cli/process-io.js';
import { run } from '../../src/cli/run.js';

/** The command line in a process of its own; it ends with the peak of its memory, in kilobytes. */
process.exitCode = await run(process.argv.slice(2), processIo());
process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`);
