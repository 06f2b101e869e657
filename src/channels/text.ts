import { defineChannel } from './channel.js';

/** Plain text: nothing has a meaning, so nothing is escaped. */
export const text = defineChannel({
  name: 'text',
  escape: (value) => value,
  encoding: undefined,
  tagLines: 'drop',
});
