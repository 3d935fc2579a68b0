import { diagnostic, EXIT_CODES, type Diagnostic, type ExitCode } from '@assay/core';
import { renderTable, type TextView } from '@assay/cli';
import { FINDING_KINDS, type Finding } from '@assay/sweep';

/** The exit code of findings: 3 as soon as one of them is heavy enough, 1 for any other, 0 for none. */
export function exitOf(findings: readonly Finding[], by: 'sweepExit' | 'verifyExit'): ExitCode {
  const exits = findings.map(({ kind }) => FINDING_KINDS[kind][by]);
  if (exits.includes(EXIT_CODES.integrity)) return EXIT_CODES.integrity;
  return exits.length > 0 ? EXIT_CODES.blocked : EXIT_CODES.success;
}

/** What is said of findings on stderr: each heavy one by itself, the others as a number. */
export function diagnosticsOf(
  findings: readonly Finding[],
  by: 'sweepExit' | 'verifyExit',
  next: string,
): readonly Diagnostic[] {
  const heavy = findings.filter(({ kind }) => FINDING_KINDS[kind][by] === EXIT_CODES.integrity);
  const light = findings.length - heavy.length;
  const said = heavy.map((one) =>
    diagnostic(one.code, one.message, {
      place: { file: one.path },
      found: one.found,
      expected: one.expected,
      ...(one.kind === 'altered-evidence' && { next: restoreHint(one.path) }),
    }),
  );
  if (light === 0) return said;
  return [
    ...said,
    diagnostic('INTEGRITY_FINDINGS', `${light} ${light === 1 ? 'finding' : 'findings'}`, {
      found: 'ledger and folders that differ',
      expected: 'ledger and folders that agree',
      next,
    }),
  ];
}

function restoreHint(path: string): string {
  const folder = path.split('/').slice(0, 2).join('/');
  return `Restore ${folder} from a backup, or reset its directive and run it again.`;
}

/** Findings as a table: kind, path, what `--fix` does. */
export function findingsTable(findings: readonly Finding[], view: TextView): string {
  return renderTable(
    [{ header: 'finding' }, { header: 'code' }, { header: 'where' }],
    findings.flatMap((one) => {
      const { title } = FINDING_KINDS[one.kind];
      if (one.files.length === 0) return [[title, one.code, one.path]];
      return one.files.map((file, index) => [index === 0 ? title : '', file.code, file.path]);
    }),
    { width: view.width, style: view.style },
  );
}
