import { diagnostic, formatInstant, type Diagnostic } from '@assay/core';

/** How a run on fewer bars was made. */
export interface Circumstances {
  /** Bars that it has in common with the full run: the first ones. */
  readonly cut: number;
  /** Bars of another future that follow them; none when the data end there. */
  readonly alteredBars?: number;
  /** Open times of the full run, ms UTC, for people. */
  readonly time?: Float64Array;
}

/** A difference this near the cut is a value that looks ahead; farther away it is one of all bars. */
const NEAR_BARS = 300;

/** A column that another future changes. */
export function columnLeak(
  made: Circumstances,
  name: string,
  bar: number,
  values: { readonly whole: number | undefined; readonly part: number | undefined },
): Diagnostic {
  const ahead = made.cut - bar;
  const next =
    ahead <= NEAR_BARS
      ? `Compute ${name}[i] from bars up to i only: at bar ${bar} it needs a bar at least ${ahead} later. ` +
        'Look for i + k, centred windows, backward fills, shifts, and values of a day or a higher timeframe before it is over.'
      : `Compute ${name}[i] from bars up to i only: it depends on the end of the data from bar ${bar} on. ` +
        'Look for a mean, extreme, rank, fit or count over all bars; use a rolling or an expanding window.';
  return leak(`The column ${name} reads the future at ${placeOf(made, bar)}.`, {
    found: `${show(values.part)} ${when(made)}`,
    expected: `${show(values.whole)}, as in the full run`,
    next,
  });
}

/** A column that is not the same column on other bars. */
export function columnShapeLeak(
  made: Circumstances,
  name: string,
  whole: Float64Array | undefined,
  part: Float64Array | undefined,
): Diagnostic {
  const length = made.cut + (made.alteredBars ?? 0);
  return leak(`The column ${name} is not the same column on fewer bars.`, {
    found: `${part ? `${part.length} values` : 'no such column'} ${when(made)}`,
    expected: whole ? `${length} values` : 'no such column, as in the full run',
    next: 'Return the same columns for any bars, as long as these, NaN where a value is not defined.',
  });
}

/** A decision that another future changes; undefined stands for none. */
export interface DecisionDifference {
  readonly bar: number;
  readonly kind: 'entry' | 'exit';
  readonly whole: string | undefined;
  readonly part: string | undefined;
}

/** A decision that another future changes. */
export function decisionLeak(made: Circumstances, difference: DecisionDifference): Diagnostic {
  const { bar, kind, whole, part } = difference;
  const hook = kind === 'entry' ? 'checkEntry' : 'checkExit';
  const what =
    whole !== undefined && part !== undefined
      ? 'a price or field of its order is'
      : 'its condition is';
  return leak(`The ${kind} decision at ${placeOf(made, bar)} reads the future.`, {
    found: `${part ?? 'no decision'} ${when(made)}`,
    expected: `${whole ?? 'no decision'}, as in the full run`,
    next:
      `Use only bars up to ctx.i in ${hook}: ${what} of a later bar. ` +
      'Look for ctx.column(…)[ctx.i + k] and for bars, columns or counts kept from prepareIndicators.',
  });
}

/** The call in which a run failed. */
export interface FailedCall {
  readonly hook: 'prepareIndicators' | 'checkEntry' | 'checkExit';
  readonly bar: number;
}

/** A strategy that runs on all bars and fails on its first ones. */
export function failureLeak(made: Circumstances, call: FailedCall, error: string): Diagnostic {
  const kind = call.hook === 'checkEntry' ? 'entry' : 'exit';
  const what =
    call.hook === 'prepareIndicators'
      ? 'prepareIndicators reads the future: it fails on fewer bars.'
      : `The ${kind} decision at ${placeOf(made, call.bar)} reads the future: it fails without it.`;
  return leak(what, {
    found: `${error} ${when(made)}`,
    expected: 'no error, as in the full run',
    next:
      call.hook === 'prepareIndicators'
        ? 'Work with any number of bars: return NaN where there are too few.'
        : `Use only bars up to ctx.i in ${call.hook}; a bar after it is undefined at the end of the data.`,
  });
}

function placeOf({ time }: Circumstances, bar: number): string {
  const ms = time?.[bar];
  return ms === undefined ? `bar ${bar}` : `bar ${bar} (${formatInstant(ms)})`;
}

function when(made: Circumstances): string {
  const last = made.cut - 1;
  return made.alteredBars === undefined
    ? `when the data end after bar ${last}`
    : `when other bars follow bar ${last}`;
}

function leak(
  message: string,
  detail: { readonly found: string; readonly expected: string; readonly next: string },
): Diagnostic {
  return diagnostic('LOOKAHEAD_DETECTED', message, detail);
}

function show(value: number | undefined): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
