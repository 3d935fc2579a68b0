import type { DirectiveDraft } from './directive-draft.js';
import { DIRECTION_PATHS, MAX_BARS_PATHS, POSITION_LIMIT_PATHS } from './rule-accessors.js';
import type { ReportFinding } from './rule-finding.js';
import { valueAt } from './value-at.js';

/** A field that may stand in several places has one value; each place that differs is named. */
function checkOneValue(
  draft: DirectiveDraft,
  paths: readonly (readonly string[])[],
  readable: (value: unknown) => string,
  report: ReportFinding,
): void {
  const stated = paths
    .map((path) => ({ path, value: valueAt(draft, path) }))
    .filter((place) => place.value !== undefined);
  const [first, ...others] = stated;
  if (!first) return;
  for (const other of others) {
    if (readable(other.value) === readable(first.value)) continue;
    report({
      code: 'CONFLICTING_VALUES',
      path: other.path,
      message: `${other.path.join('.')} differs from ${first.path.join('.')}`,
      found: `${String(other.value)} and ${String(first.value)}`,
      expected: 'the same value in both places, or only one of them',
      next: 'Make them equal, or remove one.',
    });
  }
}

/** A direction is one, wherever it stands; `none` restricts nothing, so it means both. */
export function checkDirections(draft: DirectiveDraft, report: ReportFinding): void {
  const readable = (value: unknown): string => (value === 'none' ? 'both' : String(value));
  checkOneValue(draft, DIRECTION_PATHS, readable, report);
}

/** A position is held for one number of bars at most. */
export function checkMaxBars(draft: DirectiveDraft, report: ReportFinding): void {
  checkOneValue(draft, MAX_BARS_PATHS, String, report);
}

/** So is the number of positions; a single position is one. */
export function checkPositionLimits(draft: DirectiveDraft, report: ReportFinding): void {
  checkOneValue(draft, POSITION_LIMIT_PATHS, String, report);
  const limit = POSITION_LIMIT_PATHS.map((path) => valueAt(draft, path)).find(
    (value) => value !== undefined,
  );
  if (draft.position_management?.mode !== 'single' || limit === undefined || limit === 1) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['position_management', 'mode'],
    message: 'position_management.mode single contradicts the number of positions',
    found: `mode: single and ${String(limit)} positions`,
    expected: 'a limit of 1 position, or another mode',
    next: 'Change the limit or the mode.',
  });
}
