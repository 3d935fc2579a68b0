import { diagnostic, type Diagnostic } from '@assay/core';

/** The finding of a field that another field needs. */
export function absent(field: string, because: string): Diagnostic {
  return diagnostic('MISSING_KEY', `${field} is not stated.`, {
    found: because,
    expected: field,
  });
}

/** A number that a rule needs; a finding and NaN when it is not there. */
export function needed(
  value: number | undefined,
  field: string,
  because: string,
  findings: Diagnostic[],
): number {
  if (value === undefined) findings.push(absent(field, because));
  return value ?? NaN;
}
