import { entry } from '../entry.js';

/** What is wrong before a service is asked for the first time. */
export const services = {
  'service-address': entry<{ service: string; forms: readonly string[] }>({
    severity: 'error',
    message: ({ service }) => `this is no address of ${service}`,
    help: ({ forms }) => `write ${forms.join(', or ')}`,
  }),
  'credential-missing': entry<{ service: string; what: string; variable: string; file: boolean }>({
    severity: 'error',
    message: ({ service, what }) => `${service} wants to be given ${what}`,
    help: ({ variable, file }) =>
      `set ${variable} in the environment${file ? ', or give --token-file FILE' : ''}`,
  }),
  'credential-unusable': entry<{ service: string; what: string }>({
    severity: 'error',
    message: ({ service, what }) => `what is given to ${service} as ${what} can be none`,
    help: () => 'it is one line of visible ASCII characters without spaces',
  }),
} as const;
