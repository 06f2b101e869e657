import { entry } from '../entry.js';

const nearestHelp = ({ nearest }: { nearest?: string | undefined }): string | undefined =>
  nearest === undefined ? undefined : `did you mean "${nearest}"?`;

/** Faults of names and arguments: what the definitions of tags, filters and data tags refuse. */
export const language = {
  'unknown-filter': entry<{ name: string; nearest?: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `there is no filter "${name}"`,
    help: nearestHelp,
  }),
} as const;
