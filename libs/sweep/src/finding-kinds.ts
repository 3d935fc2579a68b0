/** What a kind of finding means and how heavy it is. */
export interface FindingRule {
  /** Name in reports. */
  readonly title: string;
  /** Exit code of a dry run that finds it. */
  readonly sweepExit: 1 | 3;
  /** Exit code of `verify` that finds it. */
  readonly verifyExit: 1 | 3;
  /** What `--fix` does about it. */
  readonly repair: string;
}

/**
 * Every kind of finding, heaviest first, which is their order in reports.
 * Evidence that was altered is never repaired: only a person can say which bytes are the true ones.
 */
// prettier-ignore
export const FINDING_KINDS = {
  'broken-chain':      { title: 'broken event chain',    sweepExit: 3, verifyExit: 3, repair: 'nothing; and nothing else is touched' },
  'altered-evidence':  { title: 'altered evidence',      sweepExit: 3, verifyExit: 3, repair: 'nothing: restore it from a backup' },
  'unreadable':        { title: 'unreadable',            sweepExit: 1, verifyExit: 3, repair: 'nothing: make it readable' },
  'orphaned-row':      { title: 'orphaned row',          sweepExit: 1, verifyExit: 3, repair: 'row retired, its backtests/ folder to quarantine' },
  'edited-copy':       { title: 'edited copy',           sweepExit: 3, verifyExit: 3, repair: 'to quarantine, shown again from the capsule' },
  'identity-mismatch': { title: 'identity mismatch',     sweepExit: 1, verifyExit: 1, repair: 'ledger is trusted: folder to quarantine, shown again' },
  'zombie-folder':     { title: 'zombie folder',         sweepExit: 1, verifyExit: 1, repair: 'to quarantine' },
  'zombie-run':        { title: 'zombie run snapshot',   sweepExit: 1, verifyExit: 1, repair: 'to quarantine' },
  'edited-view':       { title: 'edited view',           sweepExit: 1, verifyExit: 1, repair: 'to quarantine, made again from the ledger' },
  'stale-view':        { title: 'stale or lost view',    sweepExit: 1, verifyExit: 1, repair: 'made again from ledger or capsule' },
  'leftover':          { title: 'leftover',              sweepExit: 1, verifyExit: 1, repair: 'to quarantine' },
} as const satisfies Readonly<Record<string, FindingRule>>;

export type FindingKind = keyof typeof FINDING_KINDS;

/** The kinds in their order. */
export const FINDING_ORDER = Object.keys(FINDING_KINDS) as readonly FindingKind[];
