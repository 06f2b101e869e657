import { defineConfig } from 'snippetry';
import customers from './snippetry.config.js';

/**
 * What the messages to the sales team are rendered with: those may look at everybody's deals. The messages to
 * customers have another configuration, and there `scope='all'` is an error.
 */
export default defineConfig({
  ...customers,
  locale: 'en',
  policy: { scopes: ['receiver', 'all'] },
});
