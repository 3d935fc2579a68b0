import { hashCanonical } from '@assay/hashing';
import type { ChainHead, RetiredRow } from '@assay/ledger';
import type { Finding, Repair, ViewName } from './finding.js';

/** Exactly what `--fix` will do; equal worlds give equal plans with equal hashes. */
export interface SweepPlan {
  /** SHA-256 over everything below. */
  readonly hash: string;
  /** The log that it was made from. */
  readonly head: ChainHead;
  /** Paths that move to quarantine, sorted; none lies in another. */
  readonly quarantine: readonly string[];
  /** In order of rows. */
  readonly retire: readonly RetiredRow[];
  /** Views that are made again, in order of their names. */
  readonly rebuild: readonly ViewName[];
}

/** Turns findings into one plan; what several findings ask for is done once. */
export function planSweep(findings: readonly Finding[], head: ChainHead): SweepPlan {
  const repairs = findings.flatMap((found) => found.repairs);
  const quarantine = outermost(
    repairs.flatMap((repair) => (repair.do === 'quarantine' ? [repair.path] : [])),
  );
  const rows = repairs.flatMap((repair) => (repair.do === 'retire' ? [repair.row] : []));
  const retire = [...new Map(rows.map((row) => [row.row, row])).values()].sort(
    (a, b) => a.row - b.row,
  );
  const views = repairs.flatMap((repair) => (repair.do === 'rebuild' ? [viewOf(repair)] : []));
  const rebuild = [...new Map(views.map((view) => [viewKey(view), view])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, view]) => view);
  const decided = { head, quarantine, retire, rebuild };
  return { hash: hashCanonical(decided), ...decided };
}

/** True when a plan does nothing. */
export function isEmptyPlan({ quarantine, retire, rebuild }: SweepPlan): boolean {
  return quarantine.length + retire.length + rebuild.length === 0;
}

/** Sorted, without paths that lie in one that moves as a whole. */
function outermost(paths: readonly string[]): readonly string[] {
  const all = new Set(paths);
  const isInner = (path: string): boolean => {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (all.has(path.slice(0, end))) return true;
    }
    return false;
  };
  return [...all].filter((path) => !isInner(path)).sort();
}

function viewOf(repair: Extract<Repair, { readonly do: 'rebuild' }>): ViewName {
  const { do: _do, ...view } = repair;
  return view;
}

/** Names a view; also its order. */
export function viewKey(view: ViewName): string {
  switch (view.view) {
    case 'copies':
      return `copies ${view.directive_id} ${view.symbol}`;
    case 'directive':
    case 'summary':
      return `${view.view} ${view.directive_id}`;
    case 'sheet':
    case 'events':
      return view.view;
  }
}
