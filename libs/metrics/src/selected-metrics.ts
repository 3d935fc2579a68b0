import { accountFacts, scannedFacts, type AccountFacts } from './account-facts.js';
import { ACCOUNT_METRICS } from './account-metrics.js';
import { scanStretches, type EquityStretches, type MarkPrices } from './equity-scan.js';
import { marksOf, tradeFactsOf, type MarkedRun } from './marked-run.js';
import { evaluateMetrics, joinSets, type MetricSet } from './metric-definition.js';
import { PERIODS_PER_YEAR } from './return-series.js';
import { METRICS, TRADE_METRICS, type RunMetricId } from './run-metrics.js';
import { netsOf, sumTable, sumTrades, type SummedTrades, type TradeTable } from './trade-sums.js';

/** A run of which a table of its trades is enough: what takes longer is made when a metric asks for it. */
export interface CompactRun extends MarkedRun {
  readonly bars: MarkedRun['bars'] & MarkPrices;
  readonly table: TradeTable;
  readonly stretches: EquityStretches;
}

/**
 * Computes only the metrics asked for, of all trades; for sweeps over many parameter sets.
 * @throws Error for an id that no metric has.
 */
export function computeMetrics<const Id extends RunMetricId>(
  run: MarkedRun | CompactRun,
  ids: readonly Id[],
): MetricSet<Id> {
  const unknown = ids.find((id) => !METRICS.some((metric) => metric.id === id));
  if (unknown !== undefined) throw new Error(`no metric has the id ${unknown}`);
  const wanted = (metric: { readonly id: string }): boolean =>
    (ids as readonly string[]).includes(metric.id);
  const time = run.bars.time.subarray(run.firstBar);
  const facts = tradeFactsOf(time, run.capital, summed(run));
  const trades = evaluateMetrics(TRADE_METRICS.filter(wanted), facts);
  const ofAccount = ACCOUNT_METRICS.filter(wanted);
  if (ofAccount.length === 0) return trades as MetricSet<Id>;
  const account = evaluateMetrics(ofAccount, accountOf(run, time));
  return joinSets(trades, account) as MetricSet<Id>;
}

function isCompact(run: MarkedRun | CompactRun): run is CompactRun {
  return 'table' in run;
}

function summed(run: MarkedRun | CompactRun): SummedTrades {
  if (!isCompact(run)) return sumTrades(run.trades);
  const { table } = run;
  return {
    get trades() {
      return run.trades;
    },
    nets: netsOf(table),
    sums: sumTable(table),
  };
}

function accountOf(run: MarkedRun | CompactRun, time: Float64Array): AccountFacts {
  const { capital, firstBar, periodsPerYear = PERIODS_PER_YEAR } = run;
  if (!isCompact(run)) return accountFacts(marksOf(run), capital, periodsPerYear);
  const { high, low, close } = run.bars;
  const prices = {
    time,
    high: high.subarray(firstBar),
    low: low.subarray(firstBar),
    close: close.subarray(firstBar),
  };
  const scan = scanStretches(prices, run.stretches, capital);
  return scannedFacts(scan, time, capital, periodsPerYear);
}
