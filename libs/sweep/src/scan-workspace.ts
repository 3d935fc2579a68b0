import type { Ledger } from '@assay/ledger';
import { answeredNames, checkZombieFolders } from './checks/check-backtests.js';
import { checkChain } from './checks/check-chain.js';
import { checkCopies } from './checks/check-copies.js';
import { checkOwnFolders, checkRunFolders, checkStaging } from './checks/check-run-folders.js';
import { checkSealedFolder } from './checks/check-sealed-folders.js';
import { checkDirectiveViews, checkMasterSheet } from './checks/check-state-views.js';
import { checkWays } from './checks/check-ways.js';
import {
  artifactGroups,
  indexLedger,
  type ArtifactGroup,
  type LedgerIndex,
} from './checks/ledger-index.js';
import { FINDING_ORDER } from './finding-kinds.js';
import type { Finding } from './finding.js';
import type { SweepWorld } from './sweep-world.js';

/** What a scan looked at. */
export interface ScanCounts {
  readonly events: number;
  readonly rows: number;
  readonly capsules: number;
  readonly portfolios: number;
  readonly files: number;
}

/** Everything that ledger and folders do not agree about. */
export interface Scan {
  /** Heaviest first, then by path. */
  readonly findings: readonly Finding[];
  readonly counts: ScanCounts;
}

/**
 * Compares ledger and folders both ways; changes nothing. Memory does not grow with the log or the
 * artifacts: events and records are read one at a time, runs and rows are held without their histories.
 */
export function scanWorkspace(world: SweepWorld): Scan {
  const { ledger } = world;
  const chain = checkChain(world);
  const nothing = {
    events: ledger?.head().seq ?? 0,
    rows: 0,
    capsules: 0,
    portfolios: 0,
    files: 0,
  };
  if (chain.some(({ kind }) => kind === 'broken-chain'))
    return { findings: chain, counts: nothing };
  const ways = checkWays(world);
  // Behind a way that is not what it should be everything would seem lost.
  if (ways.length > 0) return { findings: inOrder([...chain, ...ways]), counts: nothing };
  const index = indexLedger(ledger);
  const sealed = ledger ? checkSealed(world, index, ledger) : NO_SEALS;
  const views = ledger ? checkViews(world, index, ledger) : [];
  const orphaned = orphanedRows(sealed.findings);
  const answered = answeredNames(index, orphaned.rows, orphaned.runs);
  const findings = [
    ...chain,
    ...sealed.findings,
    ...checkZombieFolders(world, answered),
    ...checkRunFolders(world, index),
    ...views,
    ...checkStaging(world),
    ...checkOwnFolders(world),
  ];
  const counts = { ...nothing, ...sealed.counts, rows: [...index.rows.values()].flat().length };
  return { findings: settled(inOrder(findings)), counts };
}

const NO_SEALS = { findings: [] as readonly Finding[], counts: {} };

/** Capsules and portfolios, and what is shown of them. */
function checkSealed(world: SweepWorld, index: LedgerIndex, ledger: Ledger) {
  const findings: Finding[] = [];
  const counts = { capsules: 0, portfolios: 0, files: 0 };
  const pending = ledger.pendingPublications();
  const withdrawn = withdrawnRuns(index);
  for (const group of artifactGroups(ledger)) {
    if (group.kind === 'runs') counts.capsules += 1;
    else counts.portfolios += 1;
    counts.files += group.artifacts.length;
    const { standing, findings: found } = checkSealedFolder(world, index, group, pending);
    for (const one of found) findings.push(one);
    if (standing === 'gone' || group.kind !== 'runs') continue;
    for (const one of shownCopiesOf(world, index, group, withdrawn, standing === 'whole')) {
      findings.push(one);
    }
  }
  return { findings, counts };
}

function shownCopiesOf(
  world: SweepWorld,
  index: LedgerIndex,
  group: ArtifactGroup,
  withdrawn: ReadonlySet<string>,
  isCapsuleWhole: boolean,
): readonly Finding[] {
  const run = index.runs.get(group.name);
  if (!run?.isLive || run.state !== 'COMPLETE' || withdrawn.has(run.run_id)) return [];
  return checkCopies(world, run, group, isCapsuleWhole);
}

/** Live runs whose row somebody took out of the sheet: they are not shown. */
function withdrawnRuns({ rows, runs }: LedgerIndex): ReadonlySet<string> {
  const withdrawn = new Set<string>();
  for (const [runId, own] of rows) {
    const attempt = runs.get(runId)?.attempt;
    if (own.some((row) => row.status === 'retired' && row.attempt === attempt)) {
      withdrawn.add(runId);
    }
  }
  return withdrawn;
}

function checkViews(world: SweepWorld, index: LedgerIndex, ledger: Ledger): readonly Finding[] {
  const findings: Finding[] = [];
  for (const directiveId of [...index.directives].sort()) {
    for (const one of checkDirectiveViews(world, ledger, directiveId)) findings.push(one);
  }
  return [...findings, ...checkMasterSheet(world, ledger)];
}

/** The rows that lost their capsules, and the runs that they stood for. */
function orphanedRows(findings: readonly Finding[]) {
  const rows = new Set<number>();
  const runs = new Set<string>();
  for (const repair of findings.flatMap(({ repairs }) => repairs)) {
    if (repair.do !== 'retire') continue;
    rows.add(repair.row.row);
    runs.add(repair.row.run_id);
  }
  return { rows, runs };
}

/** With a broken chain nothing else is touched, whatever else was found. */
function settled(findings: readonly Finding[]): readonly Finding[] {
  const isBroken = findings.some(({ kind }) => kind === 'broken-chain');
  return isBroken ? findings.map((one) => ({ ...one, repairs: [] })) : findings;
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ kind }: Finding): number => FINDING_ORDER.indexOf(kind);
  return [...findings].sort(
    (a, b) => rank(a) - rank(b) || compare(a.path, b.path) || compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
