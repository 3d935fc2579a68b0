import type { Ending, ToolIo } from '@assay/cli';
import { withSession } from '@assay/pipeline';
import { undoSweep } from '@assay/sweep';
import { sessionRequest } from '../surroundings.js';

/** Takes a sweep or a retirement back. */
export async function undo(
  io: ToolIo,
  root: string,
  name: string,
  flags: { readonly actor?: string | undefined },
): Promise<Ending> {
  const request = { ...sessionRequest(io, root, `undo ${name}`, flags.actor), keepStaging: true };
  return withSession(request, async (session) => {
    const { sweep, restored, reinstated } = await undoSweep(session, name);
    return {
      schema: 'integrity-sweep.undo/1',
      body: {
        sweep,
        restored: restored.map(({ to }) => to),
        reinstated: reinstated.map((row) => ({ ...row })),
      },
      text: () =>
        `${sweep} is undone: ${restored.length} moved back, ${reinstated.length} rows stand again`,
    };
  });
}
