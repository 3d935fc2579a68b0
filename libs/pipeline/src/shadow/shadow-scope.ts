import { AssayError, civilFromDays, daysFromCivil, formatDay, MS_PER_DAY } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import type { FileStore, Workspace } from '@assay/workspace';
import { resolveScope, type Scope } from '../inputs/scope.js';

/** The most bars that a shadow simulation goes back, besides the rest of a month. */
export const SHADOW_BARS_MAX = 5_000;

/** Start of the UTC month of an instant. */
function monthOf(ms: number): number {
  const { year, month } = civilFromDays(Math.floor(ms / MS_PER_DAY));
  return daysFromCivil(year, month, 1) * MS_PER_DAY;
}

/**
 * The directive from its own start to the last bar that is closed by now: the backtest, gone on with.
 * A scope ends before the first bar that is still open.
 * @throws AssayError with every finding when specs or data cannot be resolved.
 */
export function shadowScope(
  files: FileStore,
  workspace: Workspace,
  model: DirectiveModel,
  nowMs: number,
): Scope {
  const resolved = resolveScope(files, workspace, { ...model, end_date: formatDay(nowMs) });
  if (!resolved.scope) throw AssayError.of(resolved.diagnostics);
  const { scope } = resolved;
  return { ...scope, endMs: nowMs - scope.barMs + 1 };
}

/**
 * The same scope, begun later where it holds more bars than a probe has time for. It then begins with
 * a month, so that from one probe to the next the simulation is the same one and only grows.
 */
export function withinReach(scope: Scope, time: Float64Array, to: number): Scope {
  const earliest = time[Math.max(0, to - SHADOW_BARS_MAX)] ?? scope.startMs;
  return { ...scope, startMs: Math.max(scope.startMs, monthOf(earliest)) };
}
