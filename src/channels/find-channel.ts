import { diagnose } from '../diagnostics/diagnostic.js';
import { TemplateError } from '../diagnostics/error.js';
import { nearest } from '../diagnostics/nearest.js';
import { SourceText } from '../diagnostics/source-text.js';
import type { Channel } from './channel.js';

/**
 * A channel by name; else as the file name tells: `order.slack.txt` is slack, `order.txt` text, all else html.
 *
 * @throws {TemplateError} for a name that there is no channel of
 */
export function findChannel(
  channels: ReadonlyMap<string, Channel>,
  wanted: string | undefined,
  file = '',
): Channel {
  const name = wanted ?? channelOf(file, channels);
  const channel = channels.get(name);
  if (channel !== undefined) return channel;
  const source = new SourceText('channel', name);
  const params = { name, channels: [...channels.keys()], nearest: nearest(name, channels.keys()) };
  throw new TemplateError([
    diagnose('unknown-channel', params, { source, range: { start: 0, end: name.length } }),
  ]);
}

function channelOf(file: string, channels: ReadonlyMap<string, Channel>): string {
  const [extension, before] = file.toLowerCase().split('.').slice(1).reverse();
  if (extension !== 'txt') return 'html';
  return before !== undefined && channels.has(before) ? before : 'text';
}
