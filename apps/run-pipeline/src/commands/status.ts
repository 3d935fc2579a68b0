import { AssayError } from '@assay/core';
import type { Ending, TextView, ToolIo } from '@assay/cli';
import { directiveNotFound, withReader, type Reader } from '@assay/pipeline';
import { portfolioEquity, runEquity } from '../evidence/read-equity.js';
import { viewWorkspace, type DirectiveView, type WorkspaceView } from '../status/directive-view.js';
import { equityLine, LINES_MAX } from '../status/equity-lines.js';
import { detailJson, overviewJson } from '../status/status-json.js';
import { detailText, overviewText, type EquityLines } from '../status/status-text.js';
import { watch, type Look } from '../status/watch.js';
import { readerRequest } from '../surroundings.js';

/** The flags of `status`. */
export interface StatusFlags {
  readonly watch?: true | undefined;
}

const OVERVIEW_WIDTH = 10;
const DETAIL_WIDTH = 16;

/** Lines are drawn while the workspace is open, and only as many as fit a screen or two. */
function equityLines(reader: Reader, width: number): EquityLines {
  const { ledger } = reader;
  if (!ledger) return { ofDirective: () => '', ofRun: () => '' };
  let left = LINES_MAX;
  const may = (): boolean => (left -= 1) >= 0;
  return {
    ofDirective: (id) => (may() ? equityLine(reader, portfolioEquity(ledger, id), width) : ''),
    ofRun: (runId) => (may() ? equityLine(reader, runEquity(ledger, runId), width) : ''),
  };
}

function select(reader: Reader, workspace: WorkspaceView, id: string): DirectiveView {
  const found = workspace.directives.find((view) => view.id === id);
  if (!found) throw directiveNotFound(reader, id);
  return found;
}

/** Draws at once, for the lines of equity can only be read while the workspace is open. */
function lookOnce(reader: Reader, id: string | undefined, view: TextView): Look {
  const workspace = viewWorkspace(reader, Date.now());
  if (id === undefined) {
    const text = overviewText(workspace, equityLines(reader, OVERVIEW_WIDTH), view);
    return { workspace, text };
  }
  const one = select(reader, workspace, id);
  const text = detailText(one, equityLines(reader, DETAIL_WIDTH), view);
  return { workspace: { ...workspace, directives: [one] }, text };
}

/** Shows where directives stand, why they do not go on and what to do; reads only. */
export async function status(
  io: ToolIo,
  id: string | undefined,
  flags: StatusFlags,
): Promise<Ending> {
  const request = readerRequest(io);
  const look = (): Promise<Look> => withReader(request, (reader) => lookOnce(reader, id, io.view));
  const { workspace, text } = flags.watch ? await watch(io, look) : await look();
  const [only] = workspace.directives;
  if (id !== undefined && !only) throw new AssayError('DIRECTIVE_NOT_FOUND', `no directive ${id}`);
  return {
    schema: 'run-pipeline.status/1',
    body: id !== undefined && only ? detailJson(only, workspace) : overviewJson(workspace),
    text: () => text,
  };
}
