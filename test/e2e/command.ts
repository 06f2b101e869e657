import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../src/cli/io.js';
import { run } from '../../src/cli/run.js';
import type { DiagnosticJson } from '../../src/index.js';

export { temporaryFolder } from '../contracts/temporary-folder.js';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
export const exampleData = path.join(repository, 'examples/data');

/** What `--json` prints, of all commands. */
export interface Json {
  readonly schema: number;
  readonly command: string;
  readonly exit: number;
  readonly diagnostics: readonly DiagnosticJson[];
  readonly messages: readonly {
    readonly to?: string;
    readonly outcome: string;
    readonly text?: string;
    readonly file?: string;
    readonly reason?: string;
    readonly place?: string;
    readonly diagnostics: readonly DiagnosticJson[];
    readonly stats: { readonly passes: number; readonly calls: number };
  }[];
  readonly files: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

export class Ran {
  constructor(
    readonly code: number,
    readonly stdout: string,
    readonly stderr: string,
  ) {}

  /** What --json printed. */
  get json(): Json {
    return JSON.parse(this.stdout) as Json;
  }
}

/** Runs the command line in this process. */
export async function snippetry(
  argv: readonly string[],
  options: Partial<Io> & { stdin?: string } = {},
): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const code = await run(argv, {
    cwd: repository,
    env: {},
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    readStdin: async () => new TextEncoder().encode(options.stdin ?? ''),
    now: () => new Date('2025-06-25T00:00:00Z'),
    ...options,
  });
  return new Ran(code, stdout, stderr);
}

/** What was said besides the clock's being set in rows without a time, as the examples' companies are. */
export const withoutClock = (stderr: string): string =>
  stderr.replace(/^\S+: info: .* \[clock-set\]\n/gm, '');
