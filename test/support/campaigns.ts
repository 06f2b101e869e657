import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../src/sources/open.js';

/** A SQLite file of so many contacts, odd ones among them, half of them with a deal. */
export async function contactStore(file: string, count: number): Promise<string> {
  const { store } = await openStore(file);
  if (store === undefined) throw new Error(`${file} cannot be made`);
  const at = '2025-06-01T00:00:00Z';
  for (let from = 0; from < count; from += 5000) {
    const numbers = Array.from({ length: Math.min(5000, count - from) }, (_, index) => from + index + 1);
    await store.write(async (writer) => {
      await writer.put(
        'contact',
        numbers.map((n) => ({
          id: n,
          ...(n % 10 !== 3 && { custom_id: n % 50 === 0 ? `Cust/${n} <ü>` : `c-${n}` }),
          email: n % 97 === 0 ? 'shared@example.com' : `a${n}@example.com`,
          email_consent: n % 11 !== 0,
          sms_consent: n % 3 !== 0,
          phone_number: `+48${600_000_000 + n}`,
          country: n % 4 === 0 ? 'DE' : 'PL',
          ...(n % 5 !== 0 && { first_name: n % 7 === 0 ? `Zoë <b>"${n}"</b> 😀` : `Ann ${n}` }),
          created_at: at,
          updated_at: at,
        })),
      );
      await writer.put(
        'deal',
        numbers
          .filter((n) => n % 2 === 0)
          .map((n) => ({
            id: n,
            custom_id: `D-${n}`,
            user_id: n,
            value: n % 1000,
            currency: 'USD',
            created_at: at,
          })),
      );
    });
  }
  await store.close();
  return file;
}

export const noteTemplate = `{% if receiver.id == 13 %}{% skip "unlucky" %}{% endif %}{% require receiver.first_name %}
Hi {{ receiver.first_name }}! {{ receiver.last_name }}
{% deals count=5 as list %}{% for deal in list %}{{ deal.custom_id }}: {{ deal.value }} {% endfor %}{% lorem 2 w random %}
`;

export const messageTemplate = `{% block subject %}For {{ receiver.first_name }}{% endblock %}
{% block html %}<p>Hi {{ receiver.first_name|default:"you" }}</p>{% deals count=5 as list %}{% for deal in list %}<p>{{ deal.custom_id }}</p>{% endfor %}{% lorem 1 p random %}{% endblock %}
{% block sms %}Hi {{ receiver.first_name }}{% endblock %}
`;

/** Writes the templates into a folder: note.txt and message.html. */
export async function writeTemplates(folder: string): Promise<void> {
  await writeFile(join(folder, 'note.txt'), noteTemplate);
  await writeFile(join(folder, 'message.html'), messageTemplate);
}

/**
 * Runs the command in a process of its own and kills it.
 *
 * @param journal the file that grows by a line for each chunk
 * @param lines of it, from which on it is killed
 * @param delay milliseconds after that, so that it may be in the midst of anything
 * @returns whether it was killed before its end
 */
export function killCampaign(
  argv: readonly string[],
  journal: string,
  { lines, delay }: { readonly lines: number; readonly delay: number },
): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...argv], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let told = false;
  const watch = setInterval(() => {
    if (told || linesOf(journal) < lines) return;
    told = true;
    setTimeout(() => child.kill('SIGKILL'), delay);
  }, 1);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => {
      clearInterval(watch);
      resolve(signal === 'SIGKILL');
    });
  });
}

function linesOf(file: string): number {
  try {
    return readFileSync(file).filter((byte) => byte === 10).length;
  } catch {
    return 0;
  }
}

/** The files of an output with the hashes of their bytes; what is kept for going on is left out. */
export function contentOf(out: string): ReadonlyMap<string, string> {
  const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  if (!statSync(out).isDirectory()) return new Map([['', hash(out)]]);
  const names = readdirSync(out).filter((name) => name !== '.campaign');
  return new Map(names.sort().map((name) => [name, hash(join(out, name))]));
}

/** The receivers of an output's lines, in their order. */
export async function receiversOf(out: string): Promise<readonly string[]> {
  const file = statSync(out).isDirectory() ? join(out, 'outcomes.jsonl') : out;
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { receiver: string }).receiver);
}

/** Names in the folder of what is kept for going on. */
export const keptBeside = (out: string): Promise<string[]> =>
  readdir(statSync(out).isDirectory() ? join(out, '.campaign') : `${out}.campaign`);
