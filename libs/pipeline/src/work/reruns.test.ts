import { MS_PER_HOUR, UTC_OFFSETS } from '@assay/core';
import { simulate } from '@assay/engine/v1_0_0';
import { sha256Hex } from '@assay/hashing';
import { expect, test } from 'vitest';
import { runArtifacts } from '../compute.js';
import { simulationInput } from './simulation-input.js';
import type { RunUnit } from './tasks.js';
import { FIRST_BAR, SHORT_MARKET } from './testing/lookahead-corpus/corpus-market.js';
import { HONEST_RECIPES } from './testing/lookahead-corpus/honest-recipes.js';

const RULES = {
  sizing: { mode: 'risk_fraction', fraction: 0.01, capital: 10_000 },
  costs: { swap: 'none' },
  execution_rules: { stop_loss: { type: 'atr_multiple', multiple: 2 } },
} as const;

const UNIT: RunUnit = {
  runId: '0123456789abcdef',
  runKey: 'a'.repeat(64),
  inputs: { engine: 'b'.repeat(64) },
  symbol: 'EURUSD',
  model: {
    id: 'Reruns',
    labels: {},
    strategy: 'Recipe',
    broker: 'Assay',
    timeframe: '1h',
    session_time_reference: 'UTC',
    start_date: '2024-01-01',
    end_date: '2024-03-10',
    warmup_bars: FIRST_BAR,
    symbols: ['EURUSD'],
    indicators: [],
    rules: RULES,
  },
  spec: {
    symbol: 'EURUSD',
    kind: 'currency_pair',
    base: 'EUR',
    quote: 'USD',
    contract_size: 100_000,
    min_lot: 0.01,
    lot_step: 0.01,
    max_lot: 50,
    tick_size: 0.00001,
    digits: 5,
    spread: 'column',
    commission: { per_lot_per_side: 3, currency: 'USD' },
  },
  bars: SHORT_MARKET,
  from: 0,
  first: FIRST_BAR,
  to: SHORT_MARKET.length,
  barMs: MS_PER_HOUR,
  zone: UTC_OFFSETS,
  sessionZones: { london: UTC_OFFSETS, newYork: UTC_OFFSETS },
  rolloverZone: undefined,
  conversions: [],
  synthetic: true,
  allocationBytes: Infinity,
  strategyCode: '',
  engineVersion: 'v1_0_0',
  engineFile: '',
  computeFile: '',
};

/** Hash of everything that stage 1 leaves of a run, and how many trades it had. */
function computed(
  rules: RunUnit['model']['rules'],
  load: () => Parameters<typeof simulationInput>[1],
) {
  const unit = { ...UNIT, model: { ...UNIT.model, rules: { ...RULES, ...rules } } };
  const input = simulationInput(unit, load());
  const result = simulate(input);
  const { files } = runArtifacts(unit, input.bars, result);
  const text = files.map(({ path, content }) => `${path} ${sha256Hex(content)}`).join('\n');
  return { hash: sha256Hex(text), trades: result.trades.length };
}

test('200 computations of a run in one process, others in between, leave the same bytes', () => {
  const first = HONEST_RECIPES.map(({ load, rules }) => computed(rules ?? {}, load));
  expect(Math.max(...first.map(({ trades }) => trades))).toBeGreaterThan(10);
  for (let rerun = 0; rerun < 200; rerun += 1) {
    const place = rerun % 10 === 0 ? (rerun / 10) % HONEST_RECIPES.length : 0;
    const recipe = HONEST_RECIPES[place];
    expect(recipe && computed(recipe.rules ?? {}, recipe.load)).toEqual(first[place]);
  }
});
