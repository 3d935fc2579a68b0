import type { Ledger, TrialRecord } from '@assay/ledger';
import type { TrialStatistics } from '@assay/metrics';
import type { FamilyTrials } from '@assay/report';

/** The rules and code of a directive, as its trials are named. */
function hypothesisOf(inputs: Readonly<Record<string, string>>): string {
  return `${inputs['directive'] ?? ''}+${inputs['strategy'] ?? ''}`;
}

/** Runs end in any order: what is summed over their ratios must not depend on it. */
function ascending(ratios: readonly (number | null)[]): readonly number[] {
  return ratios.filter((value) => value !== null).sort((a, b) => a - b);
}

function statisticsOf(trials: readonly TrialRecord[]): TrialStatistics {
  return {
    count: trials.length,
    sharpeRatios: ascending(trials.map((trial) => trial.sharpe_ratio)),
  };
}

/**
 * What the ledger knows of a family when a portfolio is made: how many rules and codes were tried, on
 * each symbol and as portfolios, and what Sharpe ratios they had. Losing, superseded and reset ones count.
 */
export function familyTrials(
  ledger: Ledger,
  family: string,
  inputs: Readonly<Record<string, string>>,
): FamilyTrials {
  const hypothesis = hypothesisOf(inputs);
  const trials = ledger.trials(family);
  const symbols = [...new Set(trials.map(({ symbol }) => symbol))].sort();
  const others = new Map<string, number>();
  for (const { values } of ledger.portfolioRows({ status: 'all' })) {
    const { family: of, hypothesis: tried, sharpe_ratio: sharpe } = values;
    if (of !== family || tried === hypothesis || typeof sharpe !== 'number') continue;
    others.set(String(tried), sharpe);
  }
  return {
    family,
    hypothesis,
    count: new Set(trials.map((trial) => trial.trial_key)).size,
    otherSharpeRatios: ascending([...others.values()]),
    bySymbol: Object.fromEntries(
      symbols.map((symbol) => [
        symbol,
        statisticsOf(trials.filter((trial) => trial.symbol === symbol)),
      ]),
    ),
  };
}
