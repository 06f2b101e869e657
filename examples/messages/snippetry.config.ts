import { defineConfig } from 'snippetry';

/** What the shop's messages to its customers are rendered with. */
export default defineConfig({
  templates: '.',
  data: './data',
  locale: { path: 'receiver.language', fallback: 'en' },
  timeZone: { path: 'receiver.time_zone', fallback: 'Europe/Warsaw' },
  rates: { base: 'USD', rates: { EUR: '0.92', PLN: '3.95' } },
  links: {
    unsubscribe: ({ id }) => `https://shop.example.com/unsubscribe?contact=${encodeURIComponent(String(id))}`,
  },
});
