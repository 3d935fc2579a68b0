import { diagnostic, type Diagnostic } from '@assay/core';

/** What a strategy decided at the close of a bar. */
export interface RecordedDecision {
  /** Index from the first warm-up bar. */
  readonly bar: number;
  readonly kind: 'entry' | 'exit';
  /** Canonical text of the decision; equal texts are equal decisions. */
  readonly text: string;
}

/** Everything that a strategy computed on some bars. */
export interface Evaluation {
  /** Each as long as the bars it was computed from. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** In the order in which they were made. */
  readonly decisions: readonly RecordedDecision[];
}

/** A full run and a run on its first `cut` bars. */
export interface PrefixComparison {
  readonly full: Evaluation;
  readonly prefix: Evaluation;
  /** Bars of the prefix. */
  readonly cut: number;
}

/**
 * Compares a run on truncated data with the full run: every column over the whole prefix and every
 * decision up to its last bar, exactly. Any difference is LOOKAHEAD_DETECTED: with the same bars so
 * far, only the bars after the cut can have made it.
 */
export function compareWithPrefix(comparison: PrefixComparison): Diagnostic | undefined {
  return compareColumns(comparison) ?? compareDecisions(comparison);
}

function compareColumns({ full, prefix, cut }: PrefixComparison): Diagnostic | undefined {
  const names = [...new Set([...Object.keys(full.columns), ...Object.keys(prefix.columns)])].sort();
  for (const name of names) {
    const whole = full.columns[name];
    const part = prefix.columns[name];
    if (!whole || !part || part.length !== cut) {
      return leak(`The column ${name} is not the same column on fewer bars.`, cut, {
        found: describeColumn(part),
        expected: whole ? `${cut} values` : 'no such column, as in the full run',
      });
    }
    const bar = firstUnequal(whole, part);
    if (bar >= 0) {
      return leak(`The column ${name} reads the future at bar ${bar}.`, cut, {
        found: `${show(part[bar])} when the data end after bar ${cut - 1}`,
        expected: `${show(whole[bar])}, as in the full run`,
      });
    }
  }
  return undefined;
}

/** Index of the first value that differs in more than the bits of a NaN; −1 when there is none. */
function firstUnequal(whole: Float64Array, part: Float64Array): number {
  for (let i = 0; i < part.length; i += 1) {
    const a = whole[i] as number;
    const b = part[i] as number;
    // Two NaN are the same value whatever their bits: compilers make them differently.
    if (a === b ? a === 0 && !Object.is(a, b) : a === a || b === b) return i;
  }
  return -1;
}

function compareDecisions({ full, prefix, cut }: PrefixComparison): Diagnostic | undefined {
  const count = decisionsBefore(full.decisions, cut);
  for (let k = 0; k < Math.max(count, prefix.decisions.length); k += 1) {
    const whole = k < count ? full.decisions[k] : undefined;
    const part = prefix.decisions[k];
    if (
      whole &&
      part &&
      whole.bar === part.bar &&
      whole.kind === part.kind &&
      whole.text === part.text
    )
      continue;
    const bar = Math.min(whole?.bar ?? cut, part?.bar ?? cut);
    const kind = (whole?.bar === bar ? whole : part)?.kind ?? 'entry';
    return leak(`The ${kind} decision at bar ${bar} reads the future.`, cut, {
      found: `${part?.bar === bar ? part.text : 'no decision'} when the data end after bar ${cut - 1}`,
      expected: `${whole?.bar === bar ? whole.text : 'no decision'}, as in the full run`,
    });
  }
  return undefined;
}

/** Decisions are made bar by bar, so that those before the cut come first. */
function decisionsBefore(decisions: readonly RecordedDecision[], cut: number): number {
  let low = 0;
  let high = decisions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((decisions[middle]?.bar ?? cut) < cut) low = middle + 1;
    else high = middle;
  }
  return low;
}

function leak(
  message: string,
  cut: number,
  detail: { readonly found: string; readonly expected: string },
): Diagnostic {
  return diagnostic('LOOKAHEAD_DETECTED', message, {
    ...detail,
    next: `Use only bars up to ctx.i; compare with the first ${cut} bars alone.`,
  });
}

function describeColumn(column: Float64Array | undefined): string {
  return column ? `${column.length} values` : 'no such column';
}

function show(value: number | undefined): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
