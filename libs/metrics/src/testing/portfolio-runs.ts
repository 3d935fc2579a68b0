import { MS_PER_DAY, MS_PER_HOUR } from '@assay/core';
import type { EvidenceInput } from '../portfolio/portfolio-evidence.js';
import type { PlacedTrade, PortfolioRun } from '../portfolio/portfolio-input.js';
import { computeRunMetrics } from '../run-metrics.js';
import { RIGOUR_SEED } from './rigour-input.js';
import { SAMPLE_START, sampleRun } from './sample-run.js';
import type { SampleStep } from './sample-run.js';

/** What a trade is besides its times and its result; a test overrides what it cares about. */
const PLAIN = {
  spreadCost: 2,
  commission: 1,
  exitReason: 'STOP_LOSS',
  units: 1000,
  conversionRate: 1,
  riskAccount: 100,
  notional: 100,
  volatilityRegime: 'low',
  direction: 1,
} as const;

/** A run whose equity follows the steps bar by bar. */
export function portfolioRun(
  symbol: string,
  steps: readonly SampleStep[],
  shiftDays = 0,
): PortfolioRun {
  const input = sampleRun(steps);
  const { daily } = computeRunMetrics(input);
  const shift = shiftDays * MS_PER_DAY;
  return {
    runId: symbol.toLowerCase(),
    symbol,
    pointSize: 0.0001,
    capital: input.capital,
    daily: { ...daily, day: daily.day.map((day) => day + shift) },
    trades: input.trades.map((trade, position) => ({
      ...PLAIN,
      position,
      ...trade,
      entryTime: trade.entryTime + shift,
      exitTime: trade.exitTime + shift,
      volatilityRegime: trade.marketState.volatilityRegime,
    })),
  };
}

let positions = 0;

/** A trade from one hour to another; a position of its own unless stated. */
export function timedTrade(
  from: number,
  to: number,
  change: Partial<PlacedTrade> = {},
): PlacedTrade {
  return {
    ...PLAIN,
    run: 0,
    position: positions++,
    entryTime: SAMPLE_START + from * MS_PER_HOUR,
    exitTime: SAMPLE_START + to * MS_PER_HOUR,
    net: 1,
    ...change,
  };
}

/** A plan with one of everything, and a single trial. */
export const PLAIN_EVIDENCE: EvidenceInput = {
  seed: RIGOUR_SEED,
  plan: {
    fixedRisk: { riskFraction: 0.01, maxOpenRiskFraction: 0.02 },
    clusters: { first: ['AAA'], nobody: ['ZZZ'] },
    concurrencyLimits: [1],
    friction: { spreadMultiples: [1, 2], commissionMultiples: [1], extraSlippagePoints: [0] },
  },
  trialCount: 1,
  otherSharpeRatios: [],
  runTrials: [],
};
