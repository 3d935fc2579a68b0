import { once } from 'node:events';
import { basename } from 'node:path';
import type { Ending, ToolIo } from '@assay/cli';
import { withReader } from '@assay/pipeline';
import { createQualityStore } from '../serve/quality-store.js';
import { createSparkStore } from '../serve/spark-store.js';
import type { WebContext } from '../serve/web-context.js';
import { serveWeb } from '../serve/web-server.js';
import { readerRequest } from '../surroundings.js';

/** The flags of `serve`. */
export interface ServeFlags {
  readonly port: number;
}

/** Shows the workspace in a browser of this machine until it is interrupted, which is how it ends well. */
export async function serve(io: ToolIo, { port }: ServeFlags): Promise<Ending> {
  const request = readerRequest(io);
  // Found once: a workspace that does not exist is told at once, not in a browser.
  const root = await withReader(request, ({ workspace }) => workspace.root);
  const context: WebContext = {
    open: (work) => withReader({ ...request, workspaceFlag: root }, work),
    clock: request.clock,
    workspaceName: basename(root),
    sparks: createSparkStore(),
    quality: createQualityStore(),
  };
  const server = await serveWeb(context, port);
  io.say(`the workspace is shown at ${server.url}; Ctrl-C ends it`);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  await server.close();
  const answered = server.answered();
  return {
    schema: 'run-pipeline.serve/1',
    body: { url: server.url, port: server.port, answered },
    text: () => `${server.url} is closed; ${answered} requests were answered`,
  };
}
