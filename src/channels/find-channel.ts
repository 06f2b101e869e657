import { diagnose } from '../diagnostics/diagnostic.js';
import { TemplateError } from '../diagnostics/error.js';
import { nearest } from '../diagnostics/nearest.js';
import { SourceText } from '../diagnostics/source-text.js';
import type { Channel } from './channel.js';

/** What tells a channel that is not asked for by name. */
export interface ByFile {
  readonly file?: string | undefined;
  /** The channel of a name that tells none: `email`; in Django's dialect `html`. */
  readonly usual: 'email' | 'html';
}

/**
 * A channel by name; else as the file name tells: `order.slack.txt` is slack, `order.txt` text, all else the usual one.
 *
 * @throws {TemplateError} for a name that there is no channel of
 */
export function findChannel(
  channels: ReadonlyMap<string, Channel>,
  wanted: string | undefined,
  { file = '', usual }: ByFile = { usual: 'email' },
): Channel {
  const name = wanted ?? channelOf(file, channels, usual);
  const channel = channels.get(name);
  if (channel !== undefined) return channel;
  const source = new SourceText('channel', name);
  const params = { name, channels: [...channels.keys()], nearest: nearest(name, channels.keys()) };
  throw new TemplateError([
    diagnose('unknown-channel', params, { source, range: { start: 0, end: name.length } }),
  ]);
}

/** `html` escapes as Django does wherever a value stands, so that no file name asks for it. */
function channelOf(file: string, channels: ReadonlyMap<string, Channel>, usual: string): string {
  const [extension, before] = file.toLowerCase().split('.').slice(1).reverse();
  if (extension !== 'txt') return usual;
  return before !== undefined && before !== 'html' && channels.has(before) ? before : 'text';
}
