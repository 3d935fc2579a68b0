import { existsSync } from 'node:fs';
import type { Clock } from '@assay/core';
import { openLedger, type ChainHead, EMPTY_HEAD } from '@assay/ledger';
import { isLedgerAsLeft } from '@assay/pipeline';
import { findWorkspace, livingHolder, nodeFileStore, type Workspace } from '@assay/workspace';
import type { FileStore } from '@assay/workspace';
import type { Finding } from './finding.js';
import { scanWorkspace, type Scan } from './scan-workspace.js';

/** Which workspace, and what time it is. */
export interface LookRequest {
  readonly workspaceFlag: string | undefined;
  readonly cwd: string;
  readonly clock: Clock;
  /** Believe the hint that spares folding the log anew; `verify` does not. */
  readonly trustHint: boolean;
}

/** A workspace that was looked at. */
export interface Look {
  readonly workspace: Workspace;
  readonly files: FileStore;
  readonly head: ChainHead;
  readonly scan: Scan;
  /** Who was writing meanwhile; then only what was found twice counts. */
  readonly holder: string | undefined;
}

/**
 * Scans a workspace without its lock: a reader never waits. While somebody writes, files and ledger may
 * differ for a moment, so that a finding must still be there when it is looked for again.
 * @throws AssayError LEDGER_UNREADABLE when the database is damaged, or gone while its log is not.
 */
export function lookAtWorkspace({ workspaceFlag, cwd, clock, trustHint }: LookRequest): Look {
  const workspace = findWorkspace({ flag: workspaceFlag, cwd });
  const files = nodeFileStore(workspace.root);
  const path = workspace.paths.database.absolute;
  const isAsLeft = trustHint && isLedgerAsLeft(files, workspace);
  const ledger =
    existsSync(path) || existsSync(workspace.paths.eventsView.absolute)
      ? openLedger({ path, clock, actor: 'reader', readOnly: true, checkLastLink: false })
      : undefined;
  try {
    const holder = livingHolder(workspace.paths, clock);
    const world = { workspace, files, ledger, clock, isAsLeft };
    const before = ledger?.head().seq;
    let scan = scanWorkspace({ ...world, isBusy: holder !== undefined });
    const isMoving = holder !== undefined || ledger?.head().seq !== before;
    if (isMoving && scan.findings.length > 0) {
      const again = scanWorkspace({ ...world, isBusy: true });
      scan = { ...again, findings: foundTwice(scan.findings, again.findings) };
    }
    return { workspace, files, head: ledger?.head() ?? EMPTY_HEAD, scan, holder };
  } finally {
    ledger?.close();
  }
}

function foundTwice(first: readonly Finding[], second: readonly Finding[]): readonly Finding[] {
  const key = ({ kind, code, path, found }: Finding) => `${kind} ${code} ${path} ${found}`;
  const known = new Set(first.map(key));
  return second.filter((one) => known.has(key(one)));
}
