import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TemplateLoader } from '../compile/store.js';

/** A template is text that people write; anything larger is not one. */
const largest = 10 * 1024 * 1024;

/**
 * Templates of a folder, by their paths in it with forward slashes: `mail/order.html`. Nothing outside the
 * folder is ever read: `..`, absolute paths and links that lead out of it name no template.
 *
 * @throws {Error} where there is no such folder
 */
export function folderLoader(folder: string): TemplateLoader {
  const root = realpathSync(folder);
  if (!statSync(root).isDirectory()) throw new Error(`${folder} is no folder`);
  return {
    read(name) {
      const file = inside(root, name);
      if (file === undefined) return undefined;
      if (statSync(file).size > largest) throw new Error(`${name} is larger than ${largest} bytes`);
      return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    },
    names: () => list(root, ''),
  };
}

/** The real path of a template; undefined where the name leads to no file of the folder. */
function inside(root: string, name: string): string | undefined {
  if (name === '' || name.includes('\0') || name.includes('\\') || path.isAbsolute(name)) return undefined;
  // Every template has one name: what is compiled is kept under it, and cycles are found by it.
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) return undefined;
  try {
    const file = realpathSync(path.join(root, name));
    return file.startsWith(root + path.sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

function list(root: string, folder: string): string[] {
  const names: string[] = [];
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isDirectory()) names.push(...list(root, name));
    else if (entry.isFile()) names.push(name);
    if (names.length > 2000) break;
  }
  return names;
}
