import { AssayError, isRunId } from '@assay/core';
import type { ArtifactRecord, RunRecord } from '@assay/ledger';
import { shownCopies, type Reader } from '@assay/pipeline';
import { readRecorded } from '../evidence/read-recorded.js';

/** A recorded file as it is sent. */
export interface FileAnswer {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly type: string;
  readonly isPage: boolean;
  /** Name to be saved under; null for what a browser shows. */
  readonly saveAs: string | null;
}

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Everything that is neither a page nor a workbook is text: nothing of a workspace is ever run from here. */
function typeOf(path: string): Pick<FileAnswer, 'type' | 'isPage' | 'saveAs'> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.endsWith('.xlsx')) return { type: WORKBOOK, isPage: false, saveAs: name };
  const isPage = name.endsWith('.html');
  return { type: `text/${isPage ? 'html' : 'plain'}; charset=utf-8`, isPage, saveAs: null };
}

/** What is shown of a complete run under `backtests/`, by the paths that pages link to each other with. */
function copiesOf({ ledger, workspace }: Reader, run: RunRecord) {
  if (!ledger || run.state !== 'COMPLETE') return [];
  return shownCopies(workspace, run, ledger.artifacts(run.run_id));
}

/** The artifact that a copy shows: what is sent is the evidence, never the copy. */
function copyRecord(reader: Reader, path: string): ArtifactRecord | undefined {
  const { ledger, workspace } = reader;
  const runs = (ledger?.directives() ?? []).flatMap((one) => ledger?.runs(one.directive_id) ?? []);
  const owner = runs.find(({ directive_id: id, symbol }) =>
    path.startsWith(`${workspace.paths.backtestsFolder(id, symbol).relative}/`),
  );
  if (!owner) return undefined;
  return copiesOf(reader, owner).find((copy) => copy.path === path)?.artifact;
}

/**
 * The path of a run's own page, under which its links to other pages lead somewhere; undefined when it has none.
 */
export function runReportPath(reader: Reader, run: RunRecord): string | undefined {
  return copiesOf(reader, run).find(({ path }) => path.endsWith('/report.html'))?.path;
}

/** The ledger's record of a path; paths that it does not hold are none. */
function recordOf(reader: Reader, path: string): ArtifactRecord | undefined {
  const { ledger } = reader;
  const [folder, owner = ''] = path.split('/');
  if (!ledger) return undefined;
  if (folder === 'backtests') return copyRecord(reader, path);
  if (folder === 'runs' && isRunId(owner)) {
    return ledger.artifacts(owner).find((artifact) => artifact.path === path);
  }
  if (folder !== 'portfolios') return undefined;
  return ledger.portfolioArtifacts(owner).find((artifact) => artifact.path === path);
}

/**
 * A file of the workspace, by the very path that a commit recorded. The path is looked up in the ledger and
 * never joined to a folder unless it stands there; the bytes are sent only when they hash as recorded.
 *
 * @returns Undefined for a path that the ledger does not hold.
 * @throws AssayError ARTIFACT_MISSING, ARTIFACT_HASH_MISMATCH.
 */
export function fileAnswer(reader: Reader, path: string): FileAnswer | undefined {
  const record = recordOf(reader, path);
  if (!record) return undefined;
  return { bytes: readRecorded(reader, record), sha256: record.sha256, ...typeOf(path) };
}

/** The links to a recorded file. */
export function fileHref(path: string): string {
  return `/files/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** True for the two errors that say that evidence is not what it was. */
export function isEvidenceError(error: unknown): error is AssayError {
  return (
    error instanceof AssayError &&
    (error.code === 'ARTIFACT_MISSING' || error.code === 'ARTIFACT_HASH_MISMATCH')
  );
}
