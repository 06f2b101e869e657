import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface Served {
  readonly url: string;
  /** All that was printed until it listened. */
  readonly printed: string;
  /** What it has written to standard error so far. */
  stderr(): string;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly stderr: string }>;
}

export type ServedCrm = Served;

/** `snippetry crm` in a process of its own, from the sources, on a free port. */
export const serveCrm = (argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Served> =>
  served('crm', argv, env);

/** The same of `snippetry serve`. */
export const serveRenders = (argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Served> =>
  served('serve', ['--no-config', ...argv], env);

async function served(command: string, argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Served> {
  const tsx = path.join(repository, 'node_modules/tsx/dist/loader.mjs');
  const main = path.join(repository, 'src/cli/main.ts');
  const child = spawn(process.execPath, ['--import', tsx, main, command, '--port', '0', ...argv], {
    cwd: repository,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      const found = /^listening on (\S+)\n/m.exec(stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    ended.then((code) => reject(new Error(`it ended with ${code}: ${stderr}`)));
  });
  return {
    url,
    printed: stdout,
    stderr: () => stderr,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return { code: await ended, stderr };
    },
  };
}
