import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { languageCode, type Messages } from '../language/catalogues.js';
import { parsePo } from './po.js';

/** A catalogue is text that people write; anything larger is not one. */
const largest = 10 * 1024 * 1024;

const language = /^[A-Za-z]{2,3}(?:[-_@][A-Za-z0-9]{1,8}){0,3}$/;

/** Django's catalogue of messages in JavaScript: no template asks for those. */
const javascript = 'djangojs.po';

/**
 * The catalogues of a folder, in the layout of gettext and Django or flat: `pl/LC_MESSAGES/django.po`,
 * `pl/messages.po`, `pl.po`, `pl.json`. Several files of one language are put together, by name; what an
 * earlier one says stands. Other files are left alone.
 *
 * @returns for the engine's option `catalogues`
 * @throws {Error} where there is no such folder, or a file is no catalogue; the message names it
 * @example new Engine({ catalogues: await loadCatalogues('./locale'), locale: 'pl' })
 */
export async function loadCatalogues(folder: string): Promise<Record<string, Messages>> {
  const found = new Map<string, Map<string, string | readonly string[]>>();
  for (const { code, file } of await catalogueFiles(folder)) {
    const messages = found.get(code) ?? new Map<string, string | readonly string[]>();
    found.set(code, messages);
    for (const [id, translation] of Object.entries(await read(file))) {
      if (!messages.has(id)) messages.set(id, translation);
    }
  }
  return Object.fromEntries([...found].map(([code, messages]) => [code, Object.fromEntries(messages)]));
}

async function catalogueFiles(folder: string) {
  const files: { readonly code: string; readonly file: string }[] = [];
  for (const entry of await sorted(folder)) {
    const { name, ext } = path.parse(entry.name);
    const at = path.join(folder, entry.name);
    if (entry.isDirectory() && language.test(entry.name)) {
      const inside = [...(await inFolder(path.join(at, 'LC_MESSAGES'))), ...(await inFolder(at))];
      files.push(...inside.map((file) => ({ code: languageCode(entry.name), file })));
    } else if (entry.isFile() && isCatalogue(ext) && language.test(name)) {
      files.push({ code: languageCode(name), file: at });
    }
  }
  return files;
}

const isCatalogue = (extension: string): boolean => extension === '.po' || extension === '.json';

async function inFolder(folder: string): Promise<readonly string[]> {
  const entries = await sorted(folder).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && isCatalogue(path.extname(entry.name)) && entry.name !== javascript)
    .map((entry) => path.join(folder, entry.name));
}

async function sorted(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function read(file: string): Promise<Messages> {
  if ((await stat(file)).size > largest) throw new Error(`${file} is larger than ${largest} bytes`);
  const bytes = await readFile(file);
  try {
    return file.endsWith('.po') ? await parsePo(bytes) : messagesOf(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new Error(`${file} is no catalogue: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function messagesOf(value: unknown): Messages {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('it must be an object of translations by message');
  }
  return value as Messages;
}
