import { auditLogs, directiveStateView, runStateView, type Ledger } from '@assay/ledger';
import { batchSummaryCsv, lookAtSheet } from '@assay/pipeline';
import type { WorkspacePath } from '@assay/workspace';
import { finding, type Finding, type Repair, type ViewName } from '../finding.js';
import { kindAt, type SweepWorld } from '../sweep-world.js';
import { isEarlierState } from './earlier-state.js';

/** How a text that is there stands to the one that should be. */
type Lag = (written: string) => boolean;

/** State files, audit logs and the batch summary of a directive, against what the ledger says. */
export function checkDirectiveViews(
  world: SweepWorld,
  ledger: Ledger,
  directiveId: string,
): readonly Finding[] {
  const record = ledger.directive(directiveId);
  if (!record) return [];
  const { paths } = world.workspace;
  const runs = ledger.runs(directiveId);
  const runIds = new Set(runs.map((run) => run.run_id));
  const logs = auditLogs(ledger.eventsOf(directiveId), runIds);
  const view = { view: 'directive', directive_id: directiveId } as const;
  const check = (path: WorkspacePath, subject: string, expected: string, isLagging: Lag) =>
    checkText(world, path, { subject, expected, isLagging, view });
  const state = directiveStateView(record, runs);
  const audit = logs.directive;
  const findings = [
    ...check(paths.directiveState(directiveId), directiveId, state, isEarlierState(state)),
    ...check(paths.directiveAudit(directiveId), directiveId, audit, isBeginningOf(audit)),
  ];
  for (const run of runs) {
    // A lost capsule must not look like one that is there.
    if (kindAt(world.files, paths.capsule(run.run_id).absolute) !== 'folder') continue;
    const runState = runStateView(run);
    const log = logs.runs.get(run.run_id) ?? '';
    findings.push(
      ...check(paths.runState(run.run_id), run.run_id, runState, isEarlierState(runState)),
      ...check(paths.runAudit(run.run_id), run.run_id, log, isBeginningOf(log)),
    );
  }
  if (!runs.some((run) => run.outcome !== null)) return findings;
  const summary = batchSummaryCsv(runs);
  return [
    ...findings,
    ...checkText(world, paths.batchSummary(directiveId), {
      subject: directiveId,
      expected: summary,
      isLagging: isSummaryOfLess(summary),
      view: { view: 'summary', directive_id: directiveId },
    }),
  ];
}

function isBeginningOf(expected: string): Lag {
  return (written) => expected.startsWith(written);
}

/** A summary that has a row less, as one has while runs still end. */
function isSummaryOfLess(expected: string): Lag {
  const lines = new Set(expected.split('\n'));
  return (written) => written.split('\n').every((line) => lines.has(line));
}

function checkText(
  { files }: SweepWorld,
  { absolute, relative }: WorkspacePath,
  about: { subject: string; expected: string; isLagging: Lag; view: ViewName },
): readonly Finding[] {
  const kind = kindAt(files, absolute);
  const written = kind === 'file' ? files.readText(absolute) : undefined;
  if (written === about.expected) return [];
  const isStale = kind === 'nothing' || (written !== undefined && about.isLagging(written));
  const { subject, view } = about;
  return [viewFinding(isStale, { subject, path: relative, kind, view })];
}

function viewFinding(
  isStale: boolean,
  about: { subject: string; path: string; kind: string; view: ViewName },
): Finding {
  const { subject, path, kind, view } = about;
  const repairs: Repair[] = [{ do: 'rebuild', ...view }];
  if (!isStale) repairs.unshift({ do: 'quarantine', path });
  return finding(isStale ? 'stale-view' : 'edited-view', isStale ? 'VIEW_STALE' : 'VIEW_DRIFT', {
    subject,
    path,
    message: isStale ? `${path} is not up to date` : `${path} contradicts the ledger`,
    found: kind === 'file' ? 'another text' : kind === 'nothing' ? 'no such file' : `a ${kind}`,
    expected: 'what the ledger says',
    repairs,
  });
}

/** The master sheet, against what was last written and against its rows. */
export function checkMasterSheet(world: SweepWorld, ledger: Ledger): readonly Finding[] {
  const { files, workspace } = world;
  const { absolute, relative } = workspace.paths.masterSheet;
  const kind = kindAt(files, absolute);
  const { standing } = lookAtSheet({ files, ledger, workspace });
  if (standing === 'fresh' || standing === 'absent') return [];
  const isInTheWay = kind !== 'file' && kind !== 'nothing';
  return [
    viewFinding(standing === 'stale' && !isInTheWay, {
      subject: '@workspace',
      path: relative,
      kind,
      view: { view: 'sheet' },
    }),
  ];
}
