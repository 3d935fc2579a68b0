import { diagnostic, timeframeMs, TIMEFRAMES, type Diagnostic, type Timeframe } from '@assay/core';
import type { BrokerSpec } from '@assay/instruments';
import { selectBarFile } from '@assay/market-data';
import type { SeriesFile } from './series-store.js';
import { calendarOf, type Surroundings } from './symbol-surroundings.js';

/** Bars of the same symbol in a finer timeframe. */
export interface FinerScope {
  readonly timeframe: Timeframe;
  readonly barMs: number;
  readonly barFile: SeriesFile;
}

/**
 * The bars that decide what a bar leaves open, with `execution.intrabar: resolve`: those of the
 * declared timeframe, which then must be there, otherwise the finest that the data folders hold. A
 * run without any is decided pessimistically, and is told so.
 */
export function resolveFiner(
  spec: BrokerSpec,
  around: Surroundings,
  diagnostics: Diagnostic[],
): FinerScope | undefined {
  const { execution } = around.model.rules;
  if (execution?.intrabar !== 'resolve') return undefined;
  const declared = execution.intrabar_timeframe;
  const timeframe = declared ?? finestOf(spec, around);
  if (timeframe === undefined) {
    diagnostics.push(noFinerBars(spec, around.model.timeframe));
    return undefined;
  }
  const found = selectBarFile(around.listing, spec.symbol, timeframe);
  diagnostics.push(...(found.ok ? found.value.remarks : found.error));
  if (!found.ok) return undefined;
  const barFile = { ...found.value, calendar: calendarOf(spec) };
  return { timeframe, barMs: timeframeMs(timeframe), barFile };
}

/** The finest timeframe below the directive's that has a file; two files of it are an error later. */
function finestOf(spec: BrokerSpec, { listing, model }: Surroundings): Timeframe | undefined {
  const symbol = spec.symbol.toLowerCase();
  return TIMEFRAMES.find(
    (timeframe) =>
      timeframeMs(timeframe) < timeframeMs(model.timeframe) &&
      listing.files.some(
        (file) => file.timeframe === timeframe && file.symbol.toLowerCase() === symbol,
      ),
  );
}

function noFinerBars(spec: BrokerSpec, timeframe: Timeframe): Diagnostic {
  return diagnostic('DATA_MISSING', `${spec.symbol}: no bars finer than ${timeframe}`, {
    severity: 'warning',
    found: 'execution.intrabar: resolve, and no finer bars in the data folders',
    expected: 'bars of a finer timeframe that decide what a bar leaves open',
    next: 'Import them, or declare intrabar: pessimistic, which is what this run does.',
  });
}
