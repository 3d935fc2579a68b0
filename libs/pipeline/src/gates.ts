import { diagnostic, listedName, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import type { Ledger } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';

/**
 * The gates before an attempt: first of all checks, nothing is created before both pass. Exact keys
 * only, never prefixes. Returns the findings in order of precedence; empty when both pass.
 */
export function checkLedgerGates(
  ledger: Ledger,
  files: FileStore,
  workspace: Workspace,
  model: DirectiveModel,
): readonly Diagnostic[] {
  const live = ledger.directive(model.id);
  const rows = ledger.masterRows({ status: 'all' });
  const findings: Diagnostic[] = [];
  const runs = live ? ledger.runs(model.id) : [];
  for (const symbol of model.symbols) {
    const name = listedName(model.id, symbol);
    const listed = rows.filter((row) => listedName(row.directive_id, row.symbol) === name);
    const foreign = listed.find(
      (row) =>
        row.status === 'current' &&
        !(live && row.directive_id === model.id && row.attempt === live.attempt),
    );
    if (foreign) {
      findings.push(
        diagnostic(
          'STRATEGY_ALREADY_LISTED',
          `Strategy '${name}' already exists in Master Sheet (Row ${foreign.row}). ` +
            'Verification Failed: 1-Strategy-1-Row Invariant.',
          {
            found: `row ${foreign.row}: run ${foreign.run_id} of directive ${foreign.directive_id}`,
            expected: 'no current row that another attempt wrote',
            next:
              `Action: reset-directive ${foreign.directive_id} --reason "…", ` +
              `or integrity-sweep retire ${foreign.directive_id} --reason "…".`,
          },
        ),
      );
    }
    const folder = workspace.paths.backtestsFolder(model.id, symbol).absolute;
    const known = listed.length > 0 || runs.some((run) => run.symbol === symbol);
    if (!known && files.exists(folder)) {
      findings.push(
        diagnostic(
          'ZOMBIE_ARTIFACT',
          'Zombie Artifact detected. Strategy folder exists but is unindexed.',
          {
            place: { file: folder },
            found: `a folder of ${name} without a row and without a live attempt`,
            expected: 'no folder before the first run',
            next: `Action: run integrity-sweep --fix, or move ${folder} away.`,
          },
        ),
      );
    }
  }
  return findings.sort((a, b) => GATE_ORDER.indexOf(a.code) - GATE_ORDER.indexOf(b.code));
}

/** Precedence of the two gates (seed 003 §1). */
const GATE_ORDER: readonly string[] = ['STRATEGY_ALREADY_LISTED', 'ZOMBIE_ARTIFACT'];
