import type { ErrorCode } from '@assay/core';
import type { RetiredRow } from '@assay/ledger';
import type { FindingKind } from './finding-kinds.js';

/** A view that can be made again from ledger and capsules. */
export type ViewName =
  | { readonly view: 'directive'; readonly directive_id: string }
  | { readonly view: 'copies'; readonly directive_id: string; readonly symbol: string }
  | { readonly view: 'summary'; readonly directive_id: string }
  | { readonly view: 'sheet' }
  | { readonly view: 'events' };

/** One step of a repair. None of them deletes. */
export type Repair =
  /** Moved below the sweep's folder in `.assay/quarantine/`; `undo` brings it back. */
  | { readonly do: 'quarantine'; readonly path: string }
  /** The row leaves the sheet. */
  | { readonly do: 'retire'; readonly row: RetiredRow }
  /** Made again. */
  | ({ readonly do: 'rebuild' } & ViewName);

/** One file of a finding that speaks of several. */
export interface FoundFile {
  readonly code: ErrorCode;
  /** Relative to the workspace. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** Something that ledger and folders do not agree about. */
export interface Finding {
  readonly kind: FindingKind;
  readonly code: ErrorCode;
  /** Whom it is about: a run id, a directive id, a name of the sheet, or the workspace. */
  readonly subject: string;
  /** Where, relative to the workspace. */
  readonly path: string;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  /** Every file that it speaks of, when it is more than `path`. */
  readonly files: readonly FoundFile[];
  /** What `--fix` does; empty when nothing but a person can decide. */
  readonly repairs: readonly Repair[];
}

/** Makes a finding; without files and repairs unless given. */
export function finding(
  kind: FindingKind,
  code: ErrorCode,
  about: Pick<Finding, 'subject' | 'path' | 'message' | 'found' | 'expected'> &
    Partial<Pick<Finding, 'files' | 'repairs'>>,
): Finding {
  return { files: [], repairs: [], ...about, kind, code };
}
