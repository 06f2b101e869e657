import { once } from 'node:events';
import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { diagnose } from '../diagnostics/diagnostic.js';
import type { CommandLine } from './command-line.js';
import { exit, Stop } from './exit.js';
import { reasonOf } from './reason.js';

/** An application that can be served. */
export interface Served {
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

export interface Listening {
  /** `http://127.0.0.1:8787` */
  readonly url: string;
  /** Lets the requests finish that are being answered, for five seconds at most. */
  readonly stop: () => Promise<void>;
}

const patience = 5000;

/**
 * Serves an application.
 *
 * @param port 0 for one that is free
 * @throws {Stop} where the address cannot be had
 */
export async function listen(app: Served, host: string, port: number, line: CommandLine): Promise<Listening> {
  const server = createAdaptorServer({ fetch: (request) => app.fetch(request) }) as Server;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new Stop(exit.failed, [refused(error, host, port, line)]);
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${bound}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(timer);
    },
  };
}

function refused(error: unknown, host: string, port: number, line: CommandLine) {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return diagnose('port-in-use', { port }, line.at(String(port), '--port'));
  return diagnose('cannot-listen', { host, port, reason: reasonOf(error) }, line.at(host, '--host'));
}

/** Whether only this machine can reach what listens there. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

/** Waits until the process is told to end. A second signal ends it at once. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}
