import { AssayError, diagnostic, formatInstant, isAssayError, type Diagnostic } from '@assay/core';
import type { Ending, ToolIo } from '@assay/cli';
import {
  fixWorkspace,
  isEmptyPlan,
  lookAtWorkspace,
  planSweep,
  reportDocument,
  reportMarkdown,
  type SweepReport,
} from '@assay/sweep';
import { findWorkspace, nodeFileStore, type FileStore, type Workspace } from '@assay/workspace';
import { diagnosticsOf, exitOf, findingsTable } from '../findings-view.js';
import { CLOCK, sessionRequest } from '../surroundings.js';

/** The flags of a sweep. */
export interface SweepFlags {
  readonly fix?: true | undefined;
  readonly plan?: string | undefined;
  readonly actor?: string | undefined;
}

const SCHEMA = 'integrity-sweep/1';

/** Reports what does not agree; with `--fix` carries the plan out. */
export async function sweep(io: ToolIo, root: string, flags: SweepFlags): Promise<Ending> {
  if (flags.plan !== undefined && !flags.fix) {
    throw new AssayError('USAGE', '--plan goes with --fix', { next: 'Add --fix, or drop --plan.' });
  }
  return flags.fix ? repair(io, root, flags) : dryRun(io);
}

function dryRun(io: ToolIo): Ending {
  const look = lookAtWorkspace({
    workspaceFlag: io.flags.workspace,
    cwd: io.cwd,
    clock: CLOCK,
    trustHint: true,
  });
  const { findings } = look.scan;
  const report: SweepReport = {
    at: formatInstant(CLOCK.now()),
    mode: 'dry-run',
    scan: look.scan,
    plan: planSweep(findings, look.head),
    sweep: null,
    remaining: findings,
  };
  const said = [
    ...(look.holder === undefined ? [] : [writerNote(look.holder)]),
    ...writeReport(look.files, look.workspace, report),
    ...diagnosticsOf(findings, 'sweepExit', nextStep(report)),
  ];
  return {
    schema: SCHEMA,
    body: reportDocument(report),
    diagnostics: said,
    exit: exitOf(findings, 'sweepExit'),
    text: (view) => {
      if (findings.length === 0) return `${looked(report)}: ledger and folders agree`;
      return [
        findingsTable(findings, view),
        looked(report),
        isEmptyPlan(report.plan) ? 'nothing that --fix may do' : `plan ${report.plan.hash}`,
        `report: ${reportPaths(look.workspace).markdown.relative}`,
      ].join('\n');
    },
  };
}

async function repair(io: ToolIo, root: string, flags: SweepFlags): Promise<Ending> {
  const workspace = findWorkspace({ flag: io.flags.workspace, cwd: io.cwd });
  const files = nodeFileStore(workspace.root);
  const said: Diagnostic[] = [];
  const result = await fixWorkspace({
    session: sessionRequest(io, root, '--fix', flags.actor),
    planHash: flags.plan,
    // Written before anything is changed: whatever comes, it says what was found.
    onPlan: (scan, plan) => {
      const report: SweepReport = {
        at: formatInstant(CLOCK.now()),
        mode: 'dry-run',
        scan,
        plan,
        sweep: null,
        remaining: scan.findings,
      };
      writeReport(files, workspace, report);
    },
  });
  const report: SweepReport = { at: formatInstant(CLOCK.now()), mode: 'fix', ...result };
  said.push(...writeReport(files, workspace, report));
  const { findings } = result.scan;
  const { remaining } = result;
  return {
    schema: SCHEMA,
    body: reportDocument(report),
    diagnostics: [...said, ...diagnosticsOf(remaining, 'sweepExit', 'See what is left, by hand.')],
    exit: exitOf(remaining, 'sweepExit'),
    text: (view) => {
      if (findings.length === 0) return `${looked(report)}: ledger and folders agree`;
      return [
        findingsTable(findings, view),
        looked(report),
        `${findings.length - remaining.length} repaired, ${remaining.length} left`,
        ...(report.sweep === null ? [] : [`to take it back: integrity-sweep undo ${report.sweep}`]),
        `report: ${reportPaths(workspace).markdown.relative}`,
      ].join('\n');
    },
  };
}

function looked({ scan: { counts } }: SweepReport): string {
  return (
    `${counts.events} events, ${counts.rows} rows, ${counts.capsules} capsules, ` +
    `${counts.portfolios} portfolios, ${counts.files} sealed files`
  );
}

function nextStep({ plan }: SweepReport): string {
  if (isEmptyPlan(plan)) return 'Read outputs/logs/integrity_report.md: only a person can decide.';
  return `Read outputs/logs/integrity_report.md, then integrity-sweep --fix --plan ${plan.hash.slice(0, 16)}`;
}

function writerNote(holder: string): Diagnostic {
  return diagnostic('WORKSPACE_BUSY', 'somebody writes to the workspace meanwhile', {
    severity: 'note',
    found: holder,
    next: 'What it is working on may be left out; run it again when the writer is done.',
  });
}

function reportPaths({ paths }: Workspace) {
  return {
    markdown: paths.at(`${paths.logs.relative}/integrity_report.md`),
    json: paths.at(`${paths.logs.relative}/integrity_report.json`),
  };
}

/** A report that cannot be written is a warning: what it says is on the terminal as well. */
function writeReport(
  files: FileStore,
  workspace: Workspace,
  report: SweepReport,
): readonly Diagnostic[] {
  const { markdown, json } = reportPaths(workspace);
  try {
    files.writeAtomic(markdown.absolute, reportMarkdown(report));
    const text = `${JSON.stringify({ schema: SCHEMA, ...reportDocument(report) }, null, 2)}\n`;
    files.writeAtomic(json.absolute, text);
    return [];
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return [
      diagnostic('VIEW_STALE', `the report could not be written: ${error.message}`, {
        severity: 'warning',
        place: { file: markdown.relative },
      }),
    ];
  }
}
