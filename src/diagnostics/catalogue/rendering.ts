import { entry } from '../entry.js';

/** What happens while a message is rendered: missing and blank values, budgets, depth. */
export const rendering = {
  'missing-value': entry<{ path: string }>({
    severity: 'warning',
    message: ({ path }) => `"${path}" has no value here`,
    help: () => 'check the name, or give a fallback: |default:"…"',
  }),
} as const;
