import { test as property, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { directiveHash, parseDirective, signatureOf } from './index.js';
import type { DirectiveModel } from './index.js';
import { mutatedDocuments } from './testing/mutated-documents.js';
import { bytesOf } from './testing/golden.js';

const BASE = `
test:
  name: one
  strategy: Demo
  broker: Assay_FX
  timeframe: 1h
  start_date: 2020-01-01
  end_date: 2020-12-31
  indicators: [trend/sma, volatility/atr]
symbols: [EURUSD, GBPUSD]
moving_average_cross:
  type: ema
  fast: 10
  slow: 30
execution_rules:
  stop_loss:
    type: atr_multiple
    multiple: 2
`;

function modelOf(text: string, file = 'Demo.txt'): DirectiveModel {
  const { model, diagnostics } = parseDirective({ file, bytes: new TextEncoder().encode(text) });
  if (!model) throw new Error(JSON.stringify(diagnostics));
  return model;
}

const HASH = directiveHash(modelOf(BASE));

describe('what does not count for the identity of a directive', () => {
  test.each([
    ['a comment', BASE.replace('symbols', '# why\nsymbols')],
    ['the order of keys', BASE.replace('  type: ema\n  fast: 10\n', '  fast: 10\n  type: ema\n')],
    [
      'the form of a number',
      BASE.replace('fast: 10', 'fast: 1e1').replace('slow: 30', 'slow: 30.0'),
    ],
    ['quotes', BASE.replace('type: ema', 'type: "ema"')],
    [
      'a default that is written out',
      BASE.replace('timeframe: 1h', 'timeframe: 1h\n  warmup_bars: 500'),
    ],
    [
      'the zone UTC written out',
      BASE.replace('timeframe: 1h', 'timeframe: 1h\n  session_time_reference: UTC'),
    ],
    ['the spelling of keys', BASE.replace('start_date', 'Start Date').replace('test:', 'Test:')],
    [
      'the spelling and order of indicators',
      BASE.replace('[trend/sma, volatility/atr]', '[indicators.volatility.atr, trend.sma]'),
    ],
    [
      'the place of the indicators',
      BASE.replace('  indicators: [trend/sma, volatility/atr]\n', '') +
        'indicators: [trend/sma, volatility/atr]\n',
    ],
    ["the name of an ATR stop's distance", BASE.replace('multiple: 2', 'value: 2')],
    ['another symbol', BASE.replace('GBPUSD]', 'GBPUSD, USDJPY]')],
    ['the order of symbols', BASE.replace('EURUSD, GBPUSD', 'GBPUSD, EURUSD')],
    [
      'labels',
      BASE.replace(
        'name: one',
        'name: two\n  family: Forex\n  version: 7\n  tuning_allowed: true\n  research_mode: x\n  parameter_mutation: y',
      ),
    ],
    ['line endings', BASE.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    expect(text).not.toBe(BASE);
    expect(directiveHash(modelOf(text))).toBe(HASH);
  });

  test('the id, because it stands in the run key by itself', () => {
    expect(directiveHash(modelOf(BASE, 'Other.txt'))).toBe(HASH);
  });
});

test.each([
  ['the strategy', 'strategy: Demo', 'strategy: Demo2'],
  ['the broker', 'Assay_FX', 'Assay_CFD'],
  ['the timeframe', 'timeframe: 1h', 'timeframe: 4h'],
  ['the session zone', 'timeframe: 1h', 'timeframe: 1h\n  session_time_reference: Europe/London'],
  ['the first day', '2020-01-01', '2020-01-02'],
  ['the last day', '2020-12-31', '2020-12-30'],
  ['warm-up bars', 'timeframe: 1h', 'timeframe: 1h\n  warmup_bars: 501'],
  ['an indicator', '[trend/sma, volatility/atr]', '[trend/sma]'],
  ['a rule', 'fast: 10', 'fast: 11'],
  ['a nested rule', 'multiple: 2', 'multiple: 2.1'],
  ['a new rule', 'symbols:', 'max_concurrent_positions: 1\nsymbols:'],
  ['a parameter', 'symbols:', 'parameters:\n  a: 1\nsymbols:'],
  ['costs', 'symbols:', 'costs: none\nsymbols:'],
  ['a pinned engine', 'symbols:', 'engine: v1_0_0\nsymbols:'],
])('%s counts for the identity of a directive', (_, from, to) => {
  expect(directiveHash(modelOf(BASE.replace(from, to)))).not.toBe(HASH);
});

test('the signature has the rules, and neither symbols, dates, broker nor labels', () => {
  const model = modelOf(BASE);
  expect(signatureOf(model)).toEqual({
    version: 1,
    strategy: 'Demo',
    timeframe: '1h',
    indicators: ['trend/sma', 'volatility/atr'],
    session_time_reference: 'UTC',
    rules: {
      moving_average_cross: { type: 'ema', fast: 10, slow: 30 },
      execution_rules: { stop_loss: { type: 'atr_multiple', multiple: 2 } },
    },
  });
});

/** Bytes of a document as JSON, which is YAML; keys of every mapping in another order. */
function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, reversedKeys(part)]);
  return Object.fromEntries(entries.reverse());
}

property.prop([mutatedDocuments('fixtures/directives/valid/every-block.txt')])(
  'no order of keys changes what is read, nor the hash',
  (document) => {
    const [one, other] = [document, reversedKeys(document)].map((value) =>
      parseDirective({ file: 'Demo.txt', bytes: new TextEncoder().encode(JSON.stringify(value)) }),
    );
    expect(Boolean(one?.model)).toBe(Boolean(other?.model));
    if (one?.model && other?.model) {
      expect(directiveHash(other.model)).toBe(directiveHash(one.model));
    }
  },
);

property.prop([fc.uint8Array({ maxLength: 400 }), fc.nat(3000), fc.boolean()])(
  'bytes of any kind give diagnostics or a model, never an exception',
  (noise, at, insert) => {
    const good = bytesOf('fixtures/directives/valid/every-block.txt');
    const cut = Math.min(at, good.length);
    const bytes = insert
      ? new Uint8Array([...good.slice(0, cut), ...noise, ...good.slice(cut)])
      : noise;
    const { model, diagnostics } = parseDirective({ file: 'Demo.txt', bytes });
    expect(Boolean(model)).toBe(!diagnostics.some((found) => found.severity === 'error'));
  },
);
