import { diagnostic, type Diagnostic, type ErrorCode, type Place } from '@assay/core';
import type { DocumentPath } from '@assay/documents';
import type { DirectiveDraft } from './directive-draft.js';

/** Where in the file a value stands; the nearest enclosing place for one that is absent. */
export type PlaceOf = (path: DocumentPath) => Place;

/** True when something was written at a path, be it readable or not. */
export type IsWritten = (path: DocumentPath) => boolean;

/** One rule between fields that does not hold. */
export interface RuleFinding {
  readonly code: ErrorCode;
  /** The value to be looked at first. */
  readonly path: DocumentPath;
  /** The field that is missing: there is no finding when it is written but unreadable. */
  readonly missing?: DocumentPath;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  /** What to do about it. */
  readonly next: string;
}

/** Receives the findings of a check. */
export type ReportFinding = (finding: RuleFinding) => void;

/** One rule between fields, or a few of one topic; what is absent from the draft is not checked. */
export type RuleCheck = (draft: DirectiveDraft, report: ReportFinding) => void;

/** A finding as a diagnostic with its place. */
export function placeFinding(finding: RuleFinding, placeOf: PlaceOf): Diagnostic {
  return diagnostic(finding.code, finding.message, {
    place: placeOf(finding.path),
    found: finding.found,
    expected: finding.expected,
    next: finding.next,
  });
}
