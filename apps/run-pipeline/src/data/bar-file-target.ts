import { join } from 'node:path';
import { AssayError, type Timeframe } from '@assay/core';
import {
  formatSyntheticMarker,
  listBarFiles,
  readSyntheticMarker,
  SYNTHETIC_MARKER_FILE,
  type BarFileKind,
} from '@assay/market-data';
import type { FileStore, Workspace } from '@assay/workspace';

/** A place for a bar file, found free or allowed to be written over. */
export interface BarFileTarget {
  readonly path: string;
  readonly folder: string;
  readonly file: string;
}

/** Which bar file is to be written. */
export interface TargetRequest {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly kind: BarFileKind;
  readonly replace: boolean;
}

/** How a file was written. */
export type WriteVerdict = 'written' | 'replaced' | 'unchanged';

/**
 * Writes a bar file into the first data folder of the workspace, atomically. The same content changes
 * nothing; other content is replaced only when that was said; a second file of one symbol and timeframe
 * is never made, for a run could not tell which one is meant.
 * @throws AssayError USAGE or IMPORT_TARGET_EXISTS.
 */
export function writeBarFile(
  files: FileStore,
  workspace: Workspace,
  request: TargetRequest,
  content: Uint8Array,
): BarFileTarget & { readonly verdict: WriteVerdict } {
  const target = targetOf(workspace, request);
  refuseSecondFile(workspace, target, request);
  if (!files.exists(target.path)) {
    files.writeAtomic(target.path, content);
    return { ...target, verdict: 'written' };
  }
  if (Buffer.compare(files.readFile(target.path), content) === 0) {
    return { ...target, verdict: 'unchanged' };
  }
  if (!request.replace) {
    throw new AssayError('IMPORT_TARGET_EXISTS', 'the file is there, with other content', {
      place: { file: target.path },
      found: `bars of ${request.symbol} ${request.timeframe}`,
      expected: 'no such file, or one of the same content',
    });
  }
  files.writeAtomic(target.path, content);
  forgetSynthetic(files, target);
  return { ...target, verdict: 'replaced' };
}

function targetOf(workspace: Workspace, request: TargetRequest): BarFileTarget {
  const folder = workspace.dataFolders.find((path) => path.startsWith(`${workspace.root}/`));
  if (folder === undefined) {
    throw new AssayError('USAGE', 'no data folder lies inside the workspace', {
      place: { file: workspace.paths.config.absolute },
      found: workspace.config.data.join(', '),
      next: 'Add a folder such as "data" to "data" in assay.json; bars are written there.',
    });
  }
  const file = `${request.symbol}_${request.timeframe}.${request.kind}`;
  return { path: join(folder, file), folder, file };
}

function refuseSecondFile(
  workspace: Workspace,
  target: BarFileTarget,
  { symbol, timeframe }: TargetRequest,
): void {
  const others = listBarFiles(workspace.dataFolders).files.filter(
    (entry) =>
      entry.path !== target.path &&
      entry.timeframe === timeframe &&
      entry.symbol.toLowerCase() === symbol.toLowerCase(),
  );
  const [first] = others;
  if (!first) return;
  throw new AssayError('IMPORT_TARGET_EXISTS', 'bars of this symbol lie in another file', {
    place: { file: first.path },
    found: others.map((entry) => entry.path).join(', '),
    expected: `no bars of ${symbol} ${timeframe} beside ${target.path}`,
    next: 'Move that file away, or write the same name: --out says the ending.',
  });
}

/** Real bars in the place of synthetic ones must not pass for synthetic ones. */
function forgetSynthetic(files: FileStore, { folder, file }: BarFileTarget): void {
  const marker = readSyntheticMarker(folder);
  if (!marker || !Object.hasOwn(marker.files, file)) return;
  const { [file]: _gone, ...others } = marker.files;
  files.writeAtomic(join(folder, SYNTHETIC_MARKER_FILE), formatSyntheticMarker(others));
}
