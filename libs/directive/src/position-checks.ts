import { timeframeMs } from '@assay/core';
import type { DirectiveDraft } from './directive-draft.js';
import { reportMissing, reportUnused } from './execution-checks.js';
import { POSITION_LIMIT_PATHS } from './rule-accessors.js';
import type { ReportFinding } from './rule-finding.js';
import { valueAt } from './value-at.js';

/** Shares are decimal fractions: their sum may miss 1 by dust. */
const DUST = 1e-9;

/** Nothing can be left twice. */
export function checkPartialExits(draft: DirectiveDraft, report: ReportFinding): void {
  const parts = draft.execution_rules?.partial_exits ?? [];
  const sum = parts.reduce((total, part) => total + (part?.fraction ?? 0), 0);
  if (sum <= 1 + DUST) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['execution_rules', 'partial_exits'],
    message: 'execution_rules.partial_exits leave more than the whole position',
    found: `fractions ${parts.map((part) => part?.fraction).join(' + ')}`,
    expected: 'fractions of at most 1 together',
    next: 'Make the fractions smaller.',
  });
}

/** Pyramiding means more than one position, and more than one position means pyramiding. */
export function checkPyramiding(draft: DirectiveDraft, report: ReportFinding): void {
  const pyramiding = draft.position_management?.pyramiding;
  if (pyramiding === undefined) return;
  const limits = POSITION_LIMIT_PATHS.map((path) => valueAt(draft, path));
  const limit = limits.find((value) => value !== undefined);
  const block = ['position_management'];
  if (pyramiding && limit === undefined) {
    reportMissing(block, 'max_positions', ['pyramiding', 'true'], 'a count ≥ 2', report);
    return;
  }
  if (typeof limit !== 'number' || pyramiding === limit > 1) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: [...block, 'pyramiding'],
    message: 'position_management.pyramiding contradicts the number of positions',
    found: `pyramiding: ${String(pyramiding)} and at most ${limit} position(s)`,
    expected: pyramiding ? 'a limit of at least 2 positions' : 'a limit of 1 position',
    next: 'Change pyramiding or the limit.',
  });
}

/** Who stops and reverses leaves on the opposite signal. */
export function checkReversal(draft: DirectiveDraft, report: ReportFinding): void {
  if (draft.position_management?.mode !== 'stop_and_reverse') return;
  if (draft.exit_rules?.on_opposite_signal !== false) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['exit_rules', 'on_opposite_signal'],
    message: 'exit_rules.on_opposite_signal contradicts position_management.mode',
    found: 'on_opposite_signal: false and mode: stop_and_reverse',
    expected: 'no on_opposite_signal, or true: the opposite order reverses the position',
    next: 'Remove on_opposite_signal, or change the mode.',
  });
}

/** Bars inside a bar are shorter than it, and only asked when they decide. */
export function checkIntrabarTimeframe(draft: DirectiveDraft, report: ReportFinding): void {
  const { intrabar, intrabar_timeframe: finer } = draft.execution ?? {};
  if (finer === undefined) return;
  if (intrabar !== 'resolve') {
    const because = `intrabar: ${intrabar ?? 'pessimistic'}`;
    reportUnused(['execution'], 'intrabar_timeframe', because, report);
  }
  const timeframe = draft.test?.timeframe;
  if (timeframe === undefined || timeframeMs(finer) < timeframeMs(timeframe)) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['execution', 'intrabar_timeframe'],
    message: 'execution.intrabar_timeframe is not finer than test.timeframe',
    found: `${finer} inside ${timeframe}`,
    expected: `a timeframe below ${timeframe}`,
    next: 'Name a finer timeframe, or none: the finest one present is used.',
  });
}
