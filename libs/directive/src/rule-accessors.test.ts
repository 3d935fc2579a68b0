import { describe, expect, test } from 'vitest';
import {
  accountCurrencyOf,
  capitalOf,
  directionOf,
  indicatorPath,
  maxBarsOf,
  maxConcurrentPositionsOf,
  measureOf,
} from './index.js';
import type { DirectiveRules } from './index.js';

test('capital is 10 000 USD unless sizing says otherwise', () => {
  expect(capitalOf({ rules: {} })).toBe(10_000);
  expect(accountCurrencyOf({ rules: {} })).toBe('USD');
  const rules: DirectiveRules = {
    sizing: { mode: 'fixed_lots', lots: 1, capital: 250, account_currency: 'EUR' },
  };
  expect(capitalOf({ rules })).toBe(250);
  expect(accountCurrencyOf({ rules })).toBe('EUR');
});

describe('a direction is read wherever it stands', () => {
  test.each<[string, DirectiveRules, string]>([
    ['nothing declared', {}, 'both'],
    ['the root', { direction: 'long' }, 'long'],
    ['trade_management', { trade_management: { direction_restriction: 'short' } }, 'short'],
    ['no restriction', { trade_management: { direction_restriction: 'none' } }, 'both'],
    [
      'the cross',
      { moving_average_cross: { type: 'sma', fast: 1, slow: 2, direction: 'short' } },
      'short',
    ],
    [
      'regimes',
      {
        regime_transition_rules: {
          entry: { type: 'ema_regime' },
          exit: { type: 'reversal' },
          direction: 'long',
        },
      },
      'long',
    ],
  ])('%s', (_, rules, expected) => {
    expect(directionOf(rules)).toBe(expected);
  });
});

describe('a limit of positions is read wherever it stands', () => {
  test.each<[string, DirectiveRules, number]>([
    ['nothing declared', {}, 1],
    ['the root', { max_concurrent_positions: 4 }, 4],
    ['trade_management', { trade_management: { max_concurrent_positions: 3 } }, 3],
    ['position_management', { position_management: { mode: 'single', max_positions: 2 } }, 2],
  ])('%s', (_, rules, expected) => {
    expect(maxConcurrentPositionsOf(rules)).toBe(expected);
  });
});

describe('an indicator has one path in all its spellings', () => {
  test.each([
    ['volatility/volatility-regime', 'volatility/volatility-regime'],
    ['volatility/volatility_regime', 'volatility/volatility-regime'],
    ['volatility.volatility_regime', 'volatility/volatility-regime'],
    ['indicators.volatility.volatility_regime', 'volatility/volatility-regime'],
    ['indicators/volatility/volatility_regime.py', 'volatility/volatility-regime'],
    ['volatility/volatility_regime.ts', 'volatility/volatility-regime'],
    ['atr', undefined],
    ['indicators.atr', undefined],
    ['a.b.c', undefined],
    ['indicators.indicators.atr', undefined],
    ['', undefined],
    ['/atr', undefined],
  ])('%s', (text, path) => {
    expect(indicatorPath(text)).toBe(path);
  });
});

test('a longest holding time is read wherever it stands', () => {
  expect(maxBarsOf({})).toBe(Infinity);
  expect(maxBarsOf({ exit_rules: { max_bars: 3 } })).toBe(3);
  const entry = { long: { rsi_below: 30 } };
  expect(maxBarsOf({ mean_reversion_rules: { entry, exit: { type: 'mean', max_bars: 4 } } })).toBe(
    4,
  );
});

test('a measure may be named by its module, and is one of those that exist', () => {
  expect(measureOf('rsi')).toBe('rsi');
  expect(measureOf('volume/mfi')).toBe('mfi');
  expect(measureOf('rsj')).toBeUndefined();
});
