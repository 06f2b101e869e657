import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../conformance/case.js';
import { sharedOracle, sharedUnpacker } from '../support/shared-files.js';

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where `npm run differential` unpacks Django 4.2, once. */
const cache = inProject('node_modules/.cache/django-4.2');
/** The system's Python: that is where a distribution installs what Django needs. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

const holdsDjango = (folder: string | undefined): folder is string =>
  folder !== undefined && existsSync(`${folder}/django`);

/** The folder of Django 4.2: DJANGO_DIR's, or the one unpacked before. */
const djangoFolder = (): string | undefined => [process.env.DJANGO_DIR, cache].find(holdsDjango);

/** Why there is no Django 4.2 to ask; undefined where there is. */
export function whyNoDjango(): string | undefined {
  if (!existsSync(sharedOracle)) return 'there is no ../shared/tools/django-oracle.py';
  if (djangoFolder() !== undefined) return undefined;
  return 'there is no Django 4.2: set DJANGO_DIR, or run npm run differential once';
}

/** Unpacks Django 4.2 where it is neither given nor unpacked yet. */
export function fetchDjango(): void {
  if (existsSync(sharedUnpacker) && djangoFolder() === undefined)
    execFileSync('bash', [sharedUnpacker, cache], { stdio: 'inherit' });
}

/** Real Django, in a process of its own that answers line by line. */
export class Oracle {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: ((answer: Answer) => void)[] = [];

  constructor() {
    const folder = djangoFolder();
    this.#process = spawn(python, [sharedOracle, ...(folder === undefined ? [] : ['--django', folder])]);
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      this.#waiting.shift()?.(JSON.parse(line) as Answer);
    });
    this.#process.stderr.resume();
    this.#process.on('exit', () => {
      const error = { type: 'OracleEnded', message: 'the process ended', phase: 'oracle' };
      for (const answer of this.#waiting.splice(0)) answer({ error });
    });
  }

  /** Answers come in the order of the questions, so that many may be under way at once. */
  ask(request: object): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  close(): void {
    this.#process.stdin.end();
  }
}
