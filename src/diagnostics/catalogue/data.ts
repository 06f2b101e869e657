import { entry } from '../entry.js';

/** Faults of data requests: parameters, lookups, sources that answer with an error. */
export const data = {
  'source-failed': entry<{ tag: string; reason: string }>({
    severity: 'error',
    message: ({ tag, reason }) => `the data for ${tag} could not be fetched: ${reason}`,
  }),
} as const;
