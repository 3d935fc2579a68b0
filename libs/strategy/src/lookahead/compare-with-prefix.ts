import type { Diagnostic } from '@assay/core';
import type { DecisionList } from './decision-list.js';
import {
  columnLeak,
  columnShapeLeak,
  decisionLeak,
  type Circumstances,
} from './lookahead-finding.js';

/** Everything that a strategy computed on some bars. */
export interface Evaluation {
  /** Each as long as the bars it was computed from. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** In the order in which they were made. */
  readonly decisions: DecisionList;
}

/** A full run and a run that knows only its first `cut` bars. */
export interface PrefixComparison extends Circumstances {
  readonly full: Evaluation;
  readonly prefix: Evaluation;
}

/**
 * Compares a run that knows only the first bars with the full run: every column over all of these
 * bars and every decision up to the last of them, exactly. Any difference is LOOKAHEAD_DETECTED: with
 * the same bars so far, only the bars after the cut can have made it.
 */
export function compareWithPrefix(comparison: PrefixComparison): Diagnostic | undefined {
  return compareColumns(comparison) ?? compareDecisions(comparison);
}

function compareColumns(comparison: PrefixComparison): Diagnostic | undefined {
  const { full, prefix, cut } = comparison;
  const difference = firstColumnDifference(full.columns, prefix.columns, {
    cut,
    length: cut + (comparison.alteredBars ?? 0),
  });
  if (!difference) return undefined;
  const { name, bar } = difference;
  const whole = full.columns[name];
  const part = prefix.columns[name];
  if (bar === undefined || !whole || !part) return columnShapeLeak(comparison, name, whole, part);
  return columnLeak(comparison, name, bar, { whole: whole[bar], part: part[bar] });
}

/** A column that is not the same; without bar when it has another length, or is missing. */
export interface ColumnDifference {
  readonly name: string;
  readonly bar?: number;
}

/** The first difference by name, then by bar, of what two runs computed before a cut. */
export function firstColumnDifference(
  whole: Evaluation['columns'],
  part: Evaluation['columns'],
  expected: { readonly cut: number; readonly length: number },
): ColumnDifference | undefined {
  const names = [...new Set([...Object.keys(whole), ...Object.keys(part)])].sort();
  for (const name of names) {
    const left = whole[name];
    const right = part[name];
    if (!left || !right || right.length !== expected.length) return { name };
    const bar = firstUnequal(left, right, expected.cut);
    if (bar >= 0) return { name, bar };
  }
  return undefined;
}

/** Index of the first value that differs in more than the bits of a NaN; −1 when there is none. */
function firstUnequal(whole: Float64Array, part: Float64Array, count: number): number {
  for (let i = 0; i < count; i += 1) {
    const a = whole[i] as number;
    const b = part[i] as number;
    // Two NaN are the same value whatever their bits: compilers make them differently.
    if (a === b ? a === 0 && !Object.is(a, b) : a === a || b === b) return i;
  }
  return -1;
}

function compareDecisions(comparison: PrefixComparison): Diagnostic | undefined {
  const { full, prefix, cut } = comparison;
  const count = full.decisions.countBefore(cut);
  const others = prefix.decisions.countBefore(cut);
  for (let k = 0; k < Math.max(count, others); k += 1) {
    const whole = k < count ? full.decisions.at(k) : undefined;
    const part = k < others ? prefix.decisions.at(k) : undefined;
    const isSame =
      whole?.bar === part?.bar && whole?.kind === part?.kind && whole?.text === part?.text;
    if (isSame) continue;
    const bar = Math.min(whole?.bar ?? cut, part?.bar ?? cut);
    return decisionLeak(comparison, {
      bar,
      kind: (whole?.bar === bar ? whole : part)?.kind ?? 'entry',
      whole: whole?.bar === bar ? whole.text : undefined,
      part: part?.bar === bar ? part.text : undefined,
    });
  }
  return undefined;
}
