import { entry } from '../entry.js';

/** Faults of files: templates that cannot be read, malformed JSON and CSV, databases that are not ours. */
export const files = {
  'file-unreadable': entry<{ file: string; reason: string }>({
    severity: 'error',
    message: ({ file, reason }) => `${file} cannot be read: ${reason}`,
  }),
} as const;
