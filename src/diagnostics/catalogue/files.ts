import { entry } from '../entry.js';

/** Faults of files: templates that cannot be read, malformed JSON and CSV, databases that are not ours. */
export const files = {
  'file-unreadable': entry<{ file: string; reason: string }>({
    severity: 'error',
    message: ({ file, reason }) => `${file} cannot be read: ${reason}`,
  }),
  'malformed-json': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `this is not valid JSON: ${reason}`,
  }),
  'duplicate-key': entry<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `the key "${key}" is given twice in one object, with different values`,
    help: () => 'keep one of them',
  }),
} as const;
