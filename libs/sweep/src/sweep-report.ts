import { FINDING_KINDS } from './finding-kinds.js';
import type { Finding, Repair } from './finding.js';
import { viewKey, type SweepPlan } from './plan-sweep.js';
import type { Scan } from './scan-workspace.js';

/** A sweep as its report tells of it. */
export interface SweepReport {
  /** RFC 3339. */
  readonly at: string;
  readonly mode: 'dry-run' | 'fix';
  readonly scan: Scan;
  readonly plan: SweepPlan;
  /** Name of the sweep that was applied; null in a dry run, and when nothing had to be moved. */
  readonly sweep: string | null;
  /** What is still there after a repair; the same as found in a dry run. */
  readonly remaining: readonly Finding[];
}

/** The report for programs: `integrity_report.json`, and the body of `--json`. */
export function reportDocument(report: SweepReport) {
  const { at, mode, scan, plan, sweep, remaining } = report;
  return {
    at,
    mode,
    head: { seq: plan.head.seq, hash: plan.head.hash },
    counts: { ...scan.counts, findings: scan.findings.length },
    findings: scan.findings.map(findingDocument),
    plan: {
      hash: plan.hash,
      quarantine: plan.quarantine,
      retire: plan.retire.map((row) => ({ ...row })),
      rebuild: plan.rebuild.map((view) => ({ ...view })),
    },
    sweep,
    remaining: remaining.map(findingDocument),
  };
}

/** One finding for programs. */
export function findingDocument(found: Finding) {
  const { kind, code, subject, path, message, files, repairs } = found;
  return {
    kind,
    code,
    subject,
    path,
    message,
    found: found.found,
    expected: found.expected,
    files: files.map((file) => ({ ...file })),
    repairs: repairs.map(describeRepair),
  };
}

/** What a repair does, in words. */
export function describeRepair(repair: Repair): string {
  switch (repair.do) {
    case 'quarantine':
      return `move ${repair.path} to quarantine`;
    case 'retire':
      return `retire row ${repair.row.row}`;
    case 'rebuild': {
      const { do: _do, ...view } = repair;
      return `make again: ${viewKey(view)}`;
    }
  }
}

/** The report for people: `integrity_report.md`. */
export function reportMarkdown(report: SweepReport): string {
  const { at, mode, scan, plan, sweep, remaining } = report;
  const { counts, findings } = scan;
  const lines = [
    '# Integrity report',
    '',
    `- ${at}, ${mode === 'fix' ? 'repair' : 'dry run'}; log at event ${plan.head.seq}, \`${plan.head.hash}\``,
    `- looked at: ${counts.events} events, ${counts.rows} rows, ${counts.capsules} capsules, ` +
      `${counts.portfolios} portfolios, ${counts.files} sealed files`,
    `- plan: \`${plan.hash}\``,
    ...(sweep === null ? [] : [`- sweep: \`${sweep}\` (\`integrity-sweep undo ${sweep}\`)`]),
    '',
    verdict(report),
    ...findings.flatMap(section),
  ];
  if (mode === 'fix' && remaining.length > 0) {
    lines.push('', '## Not repaired', '', ...remaining.map((one) => `- ${oneLine(one)}`));
  }
  return `${lines.join('\n')}\n`;
}

function verdict({ mode, scan, remaining }: SweepReport): string {
  const count = scan.findings.length;
  if (count === 0) return 'Ledger and folders agree.';
  const found = count === 1 ? '1 finding' : `${count} findings`;
  if (mode === 'dry-run') return `${found}; nothing was changed.`;
  return `${found}, ${remaining.length} left.`;
}

function section(found: Finding): readonly string[] {
  const { title, repair } = FINDING_KINDS[found.kind];
  const files = found.files.map(
    (file) =>
      `| ${inline(file.path)} | ${file.code} | ${inline(file.found)} | ${inline(file.expected)} |`,
  );
  return [
    '',
    `## ${title}: ${inline(found.path)}`,
    '',
    `- ${found.code}: ${inline(found.message)}`,
    `- found: ${inline(found.found)}`,
    `- expected: ${inline(found.expected)}`,
    `- repair: ${found.repairs.length > 0 ? found.repairs.map(describeRepair).map(inline).join('; ') : repair}`,
    ...(files.length > 0
      ? ['', '| file | code | found | expected |', '|---|---|---|---|', ...files]
      : []),
  ];
}

/** A finding on one line. */
export function oneLine({ code, message }: Finding): string {
  return `${code}: ${inline(message)}`;
}

/** Names of files may hold anything; in a report they are text on one line, in this direction. */
function inline(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
    .replace(/[<>&`*|[\]\\]/g, (character) => `\\${character}`);
}
