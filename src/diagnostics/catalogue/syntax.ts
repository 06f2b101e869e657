import { entry } from '../entry.js';

/** Faults that the text of a template shows by itself: delimiters, tags, nesting, editor damage. */
export const syntax = {
  'unclosed-delimiter': entry<{ opener: string; closer: string }>({
    severity: 'warning',
    message: ({ opener }) => `this ${opener} is never closed, so it is printed as text`,
    help: ({ closer }) => `close it with ${closer}, or delete it`,
  }),
} as const;
