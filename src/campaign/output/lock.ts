import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { campaignError } from '../campaign-error.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When that process began, as its system counts, so that another with its number is not taken for it. */
  readonly began: string;
  readonly token: string;
}

/** Keeps two processes from writing one output. The lock of a process that is no more keeps nobody out. */
export class Lock {
  private constructor(
    readonly file: string,
    readonly token: string,
    readonly out: string,
  ) {}

  /** @throws {CampaignError} where another process has it */
  static async take(folder: string, out: string): Promise<Lock> {
    const file = join(folder, 'lock');
    const token = randomBytes(12).toString('hex');
    const holder: Holder = { pid: process.pid, host: hostname(), began: beganOf(process.pid), token };
    for (;;) {
      if (await create(file, JSON.stringify(holder), token)) return new Lock(file, token, out);
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      const other = holderOf(text);
      if (other !== undefined && isAlive(other)) {
        const who =
          other.host === hostname() ? `process ${other.pid}` : `process ${other.pid} of ${other.host}`;
        throw campaignError('campaign-locked', { out, process: who, file }, out);
      }
      await removeStale(file, text, token);
    }
  }

  /** Whether it is still held: somebody may have removed it by hand. @throws {CampaignError} */
  async check(): Promise<void> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    if (holderOf(text)?.token === this.token) return;
    const { out, file } = this;
    throw campaignError('campaign-locked', { out, process: 'another process', file }, out);
  }

  async release(): Promise<void> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    if (holderOf(text)?.token === this.token) await rm(this.file, { force: true });
  }
}

/** Made aside and linked, so that nobody ever reads a half. @returns false where the file is there already */
async function create(file: string, text: string, token: string): Promise<boolean> {
  const draft = `${file}.${token}`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await link(draft, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'ENOTSUP') throw error;
    return await createPlainly(file, text);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Where a disk knows no links. */
async function createPlainly(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Of two that find one lock stale, only one moves it: what the other moves is the new one, which goes back. */
async function removeStale(file: string, text: string, token: string): Promise<void> {
  const aside = `${file}.${token}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) === text) await rm(aside, { force: true });
  else await rename(aside, file);
}

function holderOf(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Holder;
    return typeof value.pid === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Of another machine nobody here knows. A lock that is empty was made by a process that died at once. */
function isAlive({ pid, host, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return began === '' || beganOf(pid) === began;
}

/** Linux tells when a process began; elsewhere nothing does, without a program of its own. */
function beganOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
