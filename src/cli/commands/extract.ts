import path from 'node:path';
import { type Diagnostic, isError, sortDiagnostics } from '../../diagnostics/diagnostic.js';
import { type PlacedMessage, potOf } from '../../index.js';
import type { CommandLine } from '../command-line.js';
import { loadConfig } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { resolvePath } from '../paths.js';
import { readText } from '../read-text.js';
import { delimitersOf } from '../render-flags.js';
import { counted, jsonOf, type Result } from '../result.js';
import { findTemplates } from '../template-files.js';
import { makeEngine } from '../template-folder.js';
import { writeWhole } from '../write-file.js';

export interface ExtractFlags {
  readonly out?: string;
  readonly delimiters?: string;
  readonly config?: string | false;
}

/** `snippetry extract DIR`: the messages of all templates, as a .pot file for translators. */
export async function extractCommand(
  paths: readonly string[],
  flags: ExtractFlags,
  line: CommandLine,
  io: Io,
): Promise<Result> {
  const faults: Diagnostic[] = [];
  const delimiters = delimitersOf(flags.delimiters, line, faults);
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const loaded = await loadConfig(flags.config, io);
  // No template is loaded by name: each file is read for itself.
  const engine = makeEngine(loaded, {}, { ...(delimiters && { delimiters }) });
  const found: Diagnostic[] = [];
  const messages: PlacedMessage[] = [];
  const files = await findTemplates(paths, io, (diagnostic) => found.push(diagnostic));
  for (const { file } of files) {
    const source = await readText(file, io);
    const read = engine.messages(source.text, { name: source.name });
    found.push(...read.diagnostics.filter(isError));
    const placed = read.messages.map((message) => ({
      ...message,
      file: file.split(path.sep).join('/'),
      line: source.position(message.range.start).line,
    }));
    messages.push(...placed);
  }
  const diagnostics = sortDiagnostics(found);
  const pot = await potOf(messages);
  const { out } = flags;
  if (out !== undefined) await writeWhole(resolvePath(io, out), pot, out);
  const count = new Set(messages.map(({ context, id }) => `${context ?? ''}\u0004${id}`)).size;
  const summary = `${counted(count, 'message')} in ${counted(files.length, 'template')}`;
  return {
    code: diagnostics.some(isError) ? exit.failed : exit.done,
    ...(out === undefined && { text: pot }),
    notes: [...diagnostics, ...(out === undefined ? [] : [`${summary} written to ${out}`])],
    json: {
      files: files.map(({ file }) => file),
      messages: messages.map(({ range: _, notes, ...message }) => ({ ...message, notes })),
      ...(out !== undefined && { out }),
      diagnostics: jsonOf(diagnostics),
    },
  };
}
