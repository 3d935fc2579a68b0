import type { Server } from 'node:http';
import { LOOPBACK } from '@assay/cli';
import { withOsErrors } from '@assay/workspace';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './create-app.js';
import type { WebContext } from './web-context.js';

/** A web view that is being shown. */
export interface WebServer {
  readonly port: number;
  readonly url: string;
  /** Requests that were answered, refused ones too. */
  readonly answered: () => number;
  close(): Promise<void>;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/**
 * Shows the web view on loopback.
 *
 * @param port - 0 for any that is free.
 * @throws AssayError IO_FAILED when another program listens there.
 */
export async function serveWeb(context: WebContext, port: number): Promise<WebServer> {
  let answered = 0;
  const app = createApp(context, () => portOf(server));
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: 10_000 },
  }) as Server;
  server.on('request', () => (answered += 1));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, LOOPBACK, resolve);
    });
  } catch (error) {
    withOsErrors(`port ${port} of ${LOOPBACK}`, () => {
      throw error;
    });
  }
  return {
    port: portOf(server),
    url: `http://${LOOPBACK}:${portOf(server)}/`,
    answered: () => answered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
