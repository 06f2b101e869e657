import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SourceText } from '../../src/diagnostics/source-text.js';
import { parseJson } from '../../src/values/json.js';

/** One case of a case file: what is given, and what must come out. See CONTRIBUTING.md for the format. */
export interface Case {
  readonly file: string;
  readonly title: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly options: CaseOptions;
  /** Tables of a memory source, as payloads: contacts, deals, products … */
  readonly data?: Readonly<Record<string, readonly Record<string, unknown>[]>>;
  readonly template: string;
  readonly templates: Readonly<Record<string, string>>;
  readonly expected?: string;
  /** Of a message: its parts by name. */
  readonly parts?: Readonly<Record<string, string>>;
  /** `severity code "highlighted source"`, one for each diagnostic. */
  readonly diagnostics?: readonly string[];
  /** `skipped reason` or `failed reason`. */
  readonly outcome?: string;
}

export interface CaseOptions {
  readonly channel?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly now?: string;
  readonly strict?: boolean | 'all';
  readonly dialect?: 'default' | 'django';
  readonly delimiters?: 'both' | 'braces' | 'angle';
  readonly passthrough?: readonly string[];
  readonly policy?: Record<string, readonly string[]>;
  readonly limits?: Record<string, number>;
  readonly receiver?: string;
  readonly deal?: string;
  readonly event?: Readonly<Record<string, unknown>>;
  readonly tagLines?: 'keep' | 'drop';
  readonly stringIfInvalid?: string;
}

/** Every case of every file below a folder. */
export function readCases(folder: string): Case[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => parseCases(name, readFileSync(path.join(folder, name), 'utf8')));
}

function parseCases(file: string, text: string): Case[] {
  const [intro = '', ...cases] = text.split(/^=== /m);
  if (intro.trim() !== '' && !intro.trimStart().startsWith('#'))
    throw new Error(`${file}: text before the first ===`);
  return cases.map((body) => parseCase(file, body));
}

function parseCase(file: string, body: string): Case {
  const [title = '', ...sections] = body.split(/^--- /m);
  const found: Record<string, unknown> = {};
  const templates: Record<string, string> = {};
  const parts: Record<string, string> = {};
  for (const section of sections) {
    const end = section.indexOf('\n');
    const [kind = '', name] = section.slice(0, end).trim().split(' ');
    const content = section.slice(end + 1).replace(/\n+$/, '');
    if (kind === 'template' && name !== undefined) templates[name] = content;
    else if (kind === 'part' && name !== undefined) parts[name] = content;
    else if (kind === 'context' || kind === 'data')
      found[kind] = json(`${file}: ${title.trim()}: ${kind}`, content);
    else if (kind === 'options') found[kind] = JSON.parse(content);
    else if (kind === 'diagnostics') found[kind] = content.split('\n').filter((line) => line.trim() !== '');
    else if (kind === 'template' || kind === 'expected' || kind === 'outcome') found[kind] = content;
    else throw new Error(`${file}: ${title.trim()}: no section "${kind}"`);
  }
  if (typeof found.template !== 'string') throw new Error(`${file}: ${title.trim()}: no template`);
  if (Object.keys(parts).length > 0) found.parts = parts;
  if (
    found.parts === undefined &&
    found.expected === undefined &&
    found.diagnostics === undefined &&
    found.outcome === undefined
  ) {
    throw new Error(`${file}: ${title.trim()}: nothing is expected`);
  }
  return { context: {}, options: {}, ...found, file, title: title.trim(), templates } as unknown as Case;
}

/** JSON as data files are read: numbers keep their digits. */
function json(name: string, text: string): unknown {
  const parsed = parseJson(new SourceText(name, text));
  if ('diagnostics' in parsed) throw new Error(parsed.diagnostics.map((one) => one.message).join('; '));
  return parsed.value;
}
