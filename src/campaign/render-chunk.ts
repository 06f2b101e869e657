import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { FailurePlace } from '../language/pass.js';
import type { MessageTemplate } from '../message-template.js';
import type { RenderManyOptions } from '../renderer.js';
import type { Template } from '../template.js';
import type { Chunk, ChunkReceiver } from './chunk.js';
import type { Blank, Ending } from './ending.js';
import { type Made, madeOf, type Write } from './form.js';
import { MailError } from './mail/mail-error.js';
import { addressOf, reasonOf } from './receiver.js';

/** What rendering a chunk needs besides the chunk: the same for all chunks of a campaign. */
export interface ChunkRendering {
  readonly template: Template | MessageTemplate;
  readonly options: Omit<RenderManyOptions, 'batchSize' | 'trace' | 'signal'>;
  /** The attribute that a message is sent to. */
  readonly address: string | undefined;
  readonly write: Write;
  /** The name of a file for people. */
  readonly fileName?: (source: string) => string;
}

/** A chunk with how it ended for each of its receivers, in their order. */
export interface RenderedChunk extends Omit<Chunk, 'receivers'> {
  readonly endings: readonly Ending[];
}

/** Renders a chunk. It changes nothing, and comes to the same whenever and wherever it is done on the same data. */
export async function renderChunk(chunk: Chunk, rendering: ChunkRendering): Promise<RenderedChunk> {
  const { receivers, ...rest } = chunk;
  const { template, options } = rendering;
  const wanted = receivers.filter(({ row, reason }) => row !== undefined && reason === undefined);
  const rows = wanted.map(({ row }) => row ?? {});
  const outcomes = template.renderMany(rows, { ...options, batchSize: Math.max(1, rows.length) });
  const endings: Ending[] = [];
  for (const one of receivers) {
    if (one.row === undefined || one.reason !== undefined) {
      endings.push(refused(one));
      continue;
    }
    const { value } = await outcomes.next();
    if (value === undefined || value === null) throw new Error('no outcome');
    endings.push(await ended(one, madeOf(template, value), rendering));
  }
  return { ...rest, endings };
}

const refused = ({ key, reason }: ChunkReceiver): Ending => ({
  ...(reason ?? reasonOf('failed', 'unknown-receiver', { receiver: key })),
  receiver: key,
  blanks: [],
});

async function ended(one: ChunkReceiver, made: Made, rendering: ChunkRendering): Promise<Ending> {
  const { key: receiver, row = {} } = one;
  const fileName = rendering.fileName ?? ((name) => name);
  const blanks = blanksOf(made.diagnostics, fileName);
  if (made.outcome !== 'rendered') {
    const { outcome, reason, place } = made;
    const code = outcome === 'skipped' ? 'skipped' : codeOf(made.diagnostics, reason);
    return { outcome, receiver, code, reason, place: placeText(place, fileName), blanks };
  }
  try {
    const address = rendering.address === undefined ? undefined : addressOf(row, rendering.address);
    const content = await rendering.write(made, { key: receiver, ...(address !== undefined && { address }) });
    return { outcome: 'rendered', receiver, content, blanks };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    const { code, message } = error.diagnostic;
    return { outcome: 'failed', receiver, code, reason: message, blanks };
  }
}

const codeOf = (diagnostics: readonly Diagnostic[], reason: string): string =>
  diagnostics.find(({ message }) => message === reason)?.code ?? 'failed';

function placeText({ source, range }: FailurePlace, fileName: (source: string) => string): string {
  const { line, column } = source.position(range.start);
  return `${fileName(source.name)}:${line}:${column}`;
}

/** Each place once, however often it was blank in one message. */
function blanksOf(
  diagnostics: readonly Diagnostic[],
  fileName: (source: string) => string,
): readonly Blank[] {
  return diagnostics.flatMap(({ code, source, range }): Blank[] => {
    if (code !== 'blank-value' && code !== 'missing-value') return [];
    const path = source.text.slice(range.start, range.end).replace(/\s+/g, '');
    const file = fileName(source.name);
    return [{ path, file, ...source.position(range.start), missing: code === 'missing-value' }];
  });
}
