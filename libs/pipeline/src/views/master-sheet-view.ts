import { isAssayError } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import type { MasterRow } from '@assay/ledger';
import type { Session } from '../session.js';
import type { MasterSheetResult } from '../work/tasks.js';

/** Tries to write the sheet this often before it is left stale: somebody may be closing it. */
const SHEET_TRIES = 3;

/**
 * Renders the master sheet when its rows changed since it was last written, or when it is missing,
 * stale or edited. No result is ever lost because a spreadsheet is open: a sheet that cannot be
 * written is marked stale and refreshed by the next command.
 */
export async function refreshMasterSheet(session: Session): Promise<void> {
  const { files, ledger, workspace } = session;
  const { absolute, relative } = workspace.paths.masterSheet;
  const { rows, key, standing } = lookAtSheet(session);
  if (standing === 'fresh' || standing === 'absent') return;
  if (standing === 'edited') {
    session.warn(
      'VIEW_DRIFT',
      'the master sheet was edited; it was rebuilt from the ledger',
      absolute,
    );
  }
  const { workbook } = await session.pool.run<MasterSheetResult>({
    kind: 'master-sheet',
    computeFile: session.toolchain.computeFile,
    rows: rows.map((row) => row.values),
  });
  const digest = sha256Hex(workbook);
  // Until all is recorded it counts as stale: whoever dies half-way leaves a sheet that the next
  // command makes anew, and never one that looks edited, or current with the rows of yesterday.
  ledger.recordView(relative, digest, true);
  for (let attempt = 1; ; attempt += 1) {
    try {
      files.writeAtomic(absolute, workbook);
      ledger.recordView(`${relative}#rows`, key, false);
      ledger.recordView(relative, digest, false);
      return;
    } catch (error) {
      if (!isAssayError(error)) throw error;
      if (attempt < SHEET_TRIES) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      session.warn(
        'VIEW_STALE',
        `the master sheet could not be written after ${SHEET_TRIES} tries: ${error.message}`,
        absolute,
      );
      return;
    }
  }
}

/** How the sheet on disk stands to the ledger. `absent`: there is none, and no row to show. */
export type SheetStanding = 'fresh' | 'stale' | 'edited' | 'absent';

/** Looks at the sheet without changing anything. */
export function lookAtSheet({ files, ledger, workspace }: Looked): {
  readonly rows: readonly MasterRow[];
  /** Digest of what the rows say. */
  readonly key: string;
  readonly standing: SheetStanding;
} {
  const { absolute, relative } = workspace.paths.masterSheet;
  const rows = sheetOrder(ledger.masterRows({ status: 'current' }));
  const key = sha256Hex(rowsText(rows));
  const there = files.stat(absolute);
  if (rows.length === 0 && !there) return { rows, key, standing: 'absent' };
  const written = ledger.view(relative);
  if (!written || there?.kind !== 'file') return { rows, key, standing: 'stale' };
  const isAsWritten = files.digest(absolute).sha256 === written.sha256;
  const isCurrent = ledger.view(`${relative}#rows`)?.sha256 === key && !written.stale;
  if (isAsWritten) return { rows, key, standing: isCurrent ? 'fresh' : 'stale' };
  // One that is stale anyway may be what an earlier try could not replace.
  return { rows, key, standing: isCurrent ? 'edited' : 'stale' };
}

type Looked = Pick<Session, 'files' | 'ledger' | 'workspace'>;

/** By directive and symbol: which thread was first must not show. */
function sheetOrder(rows: readonly MasterRow[]): readonly MasterRow[] {
  const key = (row: MasterRow): string => `${row.directive_id}\u0000${row.symbol}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function rowsText(rows: readonly MasterRow[]): string {
  return rows.map((row) => JSON.stringify([row.run_id, row.values])).join('\n');
}
