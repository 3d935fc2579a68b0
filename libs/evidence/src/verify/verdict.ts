import { compareBytes } from '@assay/hashing';

/** What a verification may say about a path; `ok` says that there is nothing else to say. */
export const VERDICTS = [
  'ok',
  'missing_file',
  'extra_file',
  'hash_mismatch',
  'bad_line',
  'unsafe_path',
  'duplicate_entry',
  'empty_manifest',
  'symlink',
  'oxum_mismatch',
  'tag_mismatch',
  'bundle_mismatch',
  'pin_mismatch',
  'signature_invalid',
  'unsigned',
  'chain_broken',
  'expired',
  'rollback',
  'future',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One thing that was found. */
export interface Finding {
  readonly verdict: Exclude<Verdict, 'ok'>;
  /** Only an `error` makes evidence red. */
  readonly severity: 'error' | 'info';
  /** Relative to the root of the evidence, `/` separated. */
  readonly path: string;
  readonly detail: string;
}

/** A finding that makes evidence red. */
export function fault(verdict: Finding['verdict'], path: string, detail: string): Finding {
  return { verdict, severity: 'error', path, detail };
}

/** A finding that does not. */
export function note(verdict: Finding['verdict'], path: string, detail: string): Finding {
  return { verdict, severity: 'info', path, detail };
}

/** By path, then in the order of the verdicts. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const rank = (finding: Finding) => VERDICTS.indexOf(finding.verdict);
  return [...findings].sort((a, b) => compareBytes(a.path, b.path) || rank(a) - rank(b));
}

/** True when nothing that was found makes evidence red. */
export function isSound(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error');
}
