import type { Channel } from './channel.js';
import { html } from './html.js';
import { text } from './text.js';

export { type Channel, defineChannel } from './channel.js';
export { html, text };

/** Every channel that is always there. */
export const builtinChannels: readonly Channel[] = [html, text];
