import { describe, expect, test } from 'vitest';
import { portfolioHtml } from '../html/portfolio-html.js';
import { samplePortfolio } from '../testing/sample-portfolio.js';
import { attemptChanges } from './attempt-changes.js';
import type { PreviousAttempt } from './attempt-changes.js';

const model = samplePortfolio(['EURUSD', 'GBPUSD']);
const { values } = model.portfolio.metrics;

/** The model's own attempt, as the next one would find it in the ledger. */
function ownRecord(change: Partial<PreviousAttempt> = {}): PreviousAttempt {
  return {
    attempt: 3,
    values: {
      ...model.portfolio.evidence.deflation.values,
      ...model.portfolio.evidence.robustness.values,
      ...values,
      verdict: model.judgement.verdict,
      policy_hash: model.policy.sha256,
    },
    runs: model.runs.map(({ symbol, runId, inputs, metrics }) => ({
      symbol,
      runId,
      inputs,
      trades: metrics.values.trade_count,
      netPnl: metrics.values.net_profit,
    })),
    ...change,
  };
}

function changesWith(previous: PreviousAttempt | null) {
  return attemptChanges(samplePortfolio(['EURUSD', 'GBPUSD'], { previous }));
}

describe('what changed against the attempt before', () => {
  test('the first attempt has nothing before it', () => {
    expect(changesWith(null)).toBeNull();
    expect(portfolioHtml(model)).toContain('No attempt before this one came to another portfolio.');
  });

  test('of the same inputs and results nothing changed', () => {
    const changes = changesWith(ownRecord());
    expect(changes?.inputs).toEqual([]);
    for (const { id, before, now } of changes?.numbers ?? [])
      expect([id, before]).toEqual([id, now]);
    for (const { trades, net } of changes?.symbols ?? []) {
      expect([trades[0], net[0]]).toEqual([trades[1], net[1]]);
    }
    expect(changes?.verdict[0]).toBe(changes?.verdict[1]);
  });

  test('an input that changed for all symbols stands once, one of a symbol with its name', () => {
    const old = ownRecord();
    const runs = old.runs.map((run, i) => ({
      ...run,
      inputs: { ...run.inputs, directive_hash: 'old', ...(i === 1 ? { spec: 'gone' } : {}) },
    }));
    expect(changesWith({ ...old, runs })?.inputs).toEqual([
      { input: 'directive_hash', symbols: [], before: 'old', now: 'aa'.repeat(32) },
      { input: 'spec', symbols: ['GBPUSD'], before: 'gone', now: null },
    ]);
  });

  test('another policy is an input too', () => {
    const old = ownRecord();
    const changes = changesWith({ ...old, values: { ...old.values, policy_hash: 'before' } });
    expect(changes?.inputs).toEqual([
      { input: 'policy', symbols: [], before: 'before', now: model.policy.sha256 },
    ]);
  });

  test('symbols that came or went have one side only', () => {
    const old = ownRecord();
    const runs = old.runs.map((run, i) => (i === 0 ? { ...run, symbol: 'NZDUSD' } : run));
    const symbols = changesWith({ ...old, runs })?.symbols;
    expect(symbols?.map(({ symbol }) => symbol)).toEqual(['EURUSD', 'GBPUSD', 'NZDUSD']);
    expect(symbols?.[0]?.trades[0]).toBeNull();
    expect(symbols?.[2]?.net[1]).toBeNull();
  });

  test('the page says before and now of each number, and marks those that differ', () => {
    const old = ownRecord();
    const previous = { ...old, values: { ...old.values, net_profit: -12_345.67 } };
    const page = portfolioHtml(samplePortfolio(['EURUSD', 'GBPUSD'], { previous }));
    const section = page.slice(page.indexOf('id="changes"'), page.indexOf('id="equity-curve"'));
    expect(section).toContain('Against attempt 3');
    expect(section).toContain('−12,345.67');
    expect(section.match(/amount-1/g)).toHaveLength(1);
  });
});
