import { describe, expect, it } from 'vitest';
import { describePaths } from '../../../src/analyse/paths/describe.js';
import { Engine, type EngineOptions } from '../../../src/index.js';
import { asName } from '../../../src/language/headers.js';
import { walk } from '../../../src/syntax/walk.js';
import { cases } from './paths-cases.js';

/** What is read of each data tag and root, and `unknown: …` with the text that is to blame. */
async function pathsOf(templates: Readonly<Record<string, string>>, options: EngineOptions = {}) {
  const engine = new Engine({ ...options, templates });
  const { program } = await engine.load('main');
  const { paths } = program;
  const found: string[] = [];
  for (const text of Object.keys(templates)) {
    const { parsed } = (await engine.load(text)).program;
    walk(parsed.template, {
      tag(tag) {
        const reads = paths.of(tag);
        if (reads) found.push(...describePaths(reads, asName(tag.header)?.text ?? ''));
      },
    });
  }
  for (const [name, reads] of paths.roots) found.push(...describePaths(reads, name));
  for (const { source, range } of paths.unknowns) {
    found.push(`unknown: ${source.text.slice(range.start, range.end)}`);
  }
  return found.sort();
}

describe('access paths', () => {
  for (const { title, main, templates, reads, options } of cases) {
    it(title, async () => {
      expect(await pathsOf({ main, ...templates }, options)).toEqual([...reads].sort());
    });
  }
});
