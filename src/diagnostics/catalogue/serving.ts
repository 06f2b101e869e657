import { entry } from '../entry.js';

/** Faults of the commands that listen for requests. */
export const serving = {
  'invalid-number': entry<{ option: string; text: string; wants: string }>({
    severity: 'error',
    message: ({ option, text }) => `${option} cannot be "${text}"`,
    help: ({ wants }) => `it is ${wants}`,
  }),
  'token-missing': entry<{ host: string; variable: string }>({
    severity: 'error',
    message: ({ host }) =>
      `others than this machine can reach ${host}, and there is no token to keep them out`,
    help: ({ variable }) => `write a token into a file and give --token-file FILE, or set ${variable}`,
  }),
  'token-unusable': entry<{ from: string }>({
    severity: 'error',
    message: ({ from }) => `${from} holds no token`,
    help: () => 'a token is one word of letters, digits and signs, without spaces',
  }),
  'token-readable': entry<{ file: string }>({
    severity: 'warning',
    message: ({ file }) => `others on this machine may read the token in ${file}`,
    help: ({ file }) => `chmod 600 ${file}`,
  }),
  'tenants-shape': entry<{ fault: string }>({
    severity: 'error',
    message: ({ fault }) => `this is no list of tenants: ${fault}`,
    help: () =>
      'each is an object: name, tokenFile or tokenHashes, data, dataTokenFile, templates, config, inline (docs/server.md)',
  }),
  'tenants-have-own': entry<{ option: string }>({
    severity: 'error',
    message: ({ option }) => `with --tenants each tenant has its own, and ${option} would be nobody's`,
    help: ({ option }) => `write it into the file of tenants instead of ${option}`,
  }),
  'port-in-use': entry<{ port: number }>({
    severity: 'error',
    message: ({ port }) => `port ${port} is in use by another program`,
    help: () => 'choose another; --port 0 takes one that is free',
  }),
  'cannot-listen': entry<{ host: string; port: number; reason: string }>({
    severity: 'error',
    message: ({ host, port, reason }) => `nothing can listen on ${host} at port ${port}: ${reason}`,
    help: () => 'give an address of this machine: --host 127.0.0.1',
  }),
} as const;
