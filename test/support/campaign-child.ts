import { readFileSync } from 'node:fs';
import { processIo } from '../../src/cli/process-io.js';
import { run } from '../../src/cli/run.js';

/** The command line in a process of its own; it ends with the peak of its memory, in kilobytes. */
process.exitCode = await run(process.argv.slice(2), processIo());
process.stderr.write(`peak ${peak()}\n`);

/** Linux counts the peak of whoever started a process into what `resourceUsage` tells; this is its own. */
function peak(): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
