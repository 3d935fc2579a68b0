import { DEFLATION_METRICS, ROBUSTNESS_METRICS } from '@assay/metrics';
import type { MetricUnit } from '@assay/metrics';
import type { CsvValue } from '../results/csv-text.js';
import { portfolioDefinitions } from './portfolio-definitions.js';
import type { PortfolioModel } from './portfolio-model.js';

/** A run of an attempt, as the ledger keeps it. */
export interface PreviousRun {
  readonly symbol: string;
  readonly runId: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly trades: number | null;
  /** Account currency. */
  readonly netPnl: number | null;
}

/** The last attempt before this one that came to another portfolio, as the ledger keeps it. */
export interface PreviousAttempt {
  readonly attempt: number;
  /** Its row of the portfolio ledger: policy, verdict, every metric by id. */
  readonly values: Readonly<Record<string, CsvValue>>;
  readonly runs: readonly PreviousRun[];
}

/** An input that is another one now; null for what one of the attempts has not. */
export interface InputChange {
  readonly input: string;
  /** Symbols whose runs have it; empty when it is one and the same for all. */
  readonly symbols: readonly string[];
  readonly before: string | null;
  readonly now: string | null;
}

/** A number before and now. */
export interface NumberChange {
  readonly id: string;
  readonly unit: MetricUnit;
  readonly before: number | null;
  readonly now: number | null;
}

/** Trades and net profit of a symbol before and now; null for an attempt without it. */
export interface SymbolChange {
  readonly symbol: string;
  readonly trades: readonly [number | null, number | null];
  readonly net: readonly [number | null, number | null];
}

/** What is different from the attempt before. */
export interface AttemptChanges {
  readonly attempt: number;
  readonly inputs: readonly InputChange[];
  readonly verdict: readonly [string, string];
  readonly numbers: readonly NumberChange[];
  readonly symbols: readonly SymbolChange[];
}

const NUMBER_IDS = [
  'net_profit',
  'return_on_capital',
  'cagr',
  'sharpe_ratio',
  'max_drawdown_pct',
  'profit_factor',
  'total_trades',
  'trial_count',
  'deflated_sharpe',
  'worst_without_symbol_net',
  'worst_friction_net',
];

function numberOf(value: CsvValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** Inputs that differ: one entry for all symbols where all have changed alike. */
function inputChanges(previous: PreviousAttempt, model: PortfolioModel): readonly InputChange[] {
  const before = new Map(previous.runs.map((run) => [run.symbol, run.inputs]));
  const changes = new Map<string, { readonly change: InputChange; readonly symbols: string[] }>();
  for (const { symbol, inputs } of model.runs) {
    const old = before.get(symbol);
    // A symbol that is new is told among the symbols.
    if (!old) continue;
    for (const input of [...new Set([...Object.keys(old), ...Object.keys(inputs)])].sort()) {
      const change = { input, symbols: [], before: old[input] ?? null, now: inputs[input] ?? null };
      if (change.before === change.now) continue;
      const key = `${input} ${change.before} ${change.now}`;
      const known = changes.get(key) ?? { change, symbols: [] };
      known.symbols.push(symbol);
      changes.set(key, known);
    }
  }
  const policy = {
    input: 'policy',
    symbols: [],
    before: String(previous.values['policy_hash'] ?? ''),
    now: model.policy.sha256,
  };
  return [
    ...[...changes.values()].map(({ change, symbols }) => ({
      ...change,
      symbols: symbols.length === model.runs.length ? [] : symbols,
    })),
    ...(policy.before === policy.now ? [] : [policy]),
  ];
}

/** What is different from the attempt before; null when no other portfolio came before. */
export function attemptChanges(model: PortfolioModel): AttemptChanges | null {
  const { previous, portfolio, runs } = model;
  if (previous === null) return null;
  const { evidence } = portfolio;
  const now: Readonly<Record<string, number | null>> = {
    ...evidence.deflation.values,
    ...evidence.robustness.values,
    ...portfolio.metrics.values,
  };
  const definitions = [...portfolioDefinitions(), ...DEFLATION_METRICS, ...ROBUSTNESS_METRICS];
  const symbols = [...new Set([...runs, ...previous.runs].map(({ symbol }) => symbol))];
  return {
    attempt: previous.attempt,
    inputs: inputChanges(previous, model),
    verdict: [String(previous.values['verdict'] ?? ''), model.judgement.verdict],
    numbers: NUMBER_IDS.map((id) => ({
      id,
      unit: definitions.find((metric) => metric.id === id)?.unit ?? 'ratio',
      before: numberOf(previous.values[id]),
      now: now[id] ?? null,
    })),
    symbols: symbols.map((symbol) => {
      const old = previous.runs.find((run) => run.symbol === symbol);
      const own = runs.find((run) => run.symbol === symbol)?.metrics.values;
      return {
        symbol,
        trades: [old?.trades ?? null, own?.trade_count ?? null],
        net: [old?.netPnl ?? null, own?.net_profit ?? null],
      };
    }),
  };
}
