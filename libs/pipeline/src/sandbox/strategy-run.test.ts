import { formatDiagnostic, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { planProvisioning, validateStrategy } from '@assay/strategy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleStrategy, type StrategyBundle } from './bundle-strategy.js';
import { buildWorker } from './testing/built-worker.js';
import {
  LIBS,
  temporaryWorkspace,
  type TemporaryWorkspace,
} from './testing/temporary-workspace.js';
import { createPool, type Pool } from './worker-pool.js';

let folder: TemporaryWorkspace;
let pool: Pool;
beforeAll(() => {
  folder = temporaryWorkspace();
  pool = createPool({
    workerFile: buildWorker(folder, 'strategy-run-worker.ts'),
    size: 2,
    memoryMb: 512,
  });
});
afterAll(async () => {
  await pool.close();
  folder.remove();
});

const KNOWN = { library: ['trend/sma', 'volatility/atr'], workspace: [] };
const COMMON = { sizing: { mode: 'fixed_lots', lots: 0.1 }, costs: 'none' } as const;

function directive(
  strategy: string,
  rules: DirectiveModel['rules'],
  indicators: readonly string[] = [],
): DirectiveModel {
  return {
    id: `${strategy}_01`,
    labels: {},
    strategy,
    broker: 'B',
    timeframe: '1h',
    session_time_reference: 'UTC',
    start_date: '2024-01-01',
    end_date: '2024-12-31',
    warmup_bars: 100,
    symbols: ['EURUSD'],
    indicators,
    rules: { ...COMMON, ...rules },
  };
}

const RANGE = directive('Range', {
  range_definition: { window_start: '03:00', window_end: '06:00' },
  order_placement: {
    time: '07:00',
    type: 'stop',
    orders: [
      { direction: 'long', level: 'range_high' },
      { direction: 'short', level: 'range_low' },
    ],
  },
  execution_rules: { cancel_opposite_on_fill: true, stop_loss: { type: 'session_opposite_range' } },
  exit_rules: { time_exit: { enabled: true, time: '18:00' } },
});
const CROSS = directive('Cross', { moving_average_cross: { type: 'sma', fast: 5, slow: 20 } });
const HAND = directive('Hand', { parameters: { limit: 2 } }, ['trend/sma']);

/** Provisions, writes, validates and bundles; `edit` is the researcher's work. */
async function prepare(
  model: DirectiveModel,
  edit = (text: string): string => text,
): Promise<StrategyBundle> {
  const plan = await planProvisioning({ model, existing: undefined, knownIndicators: KNOWN });
  if (!plan.ok) throw new Error(plan.error.map(formatDiagnostic).join('\n'));
  const source = edit(plan.value.text);
  const strategyFile = folder.write(plan.value.path, source);
  const findings = await validateStrategy({
    source,
    file: plan.value.path,
    model,
    knownIndicators: KNOWN,
  });
  expect(findings.map(formatDiagnostic)).toEqual([]);
  const bundle = await bundleStrategy({ strategyFile, workspaceRoot: folder.root, sdkRoot: LIBS });
  if (!bundle.ok) throw new Error(bundle.error.map(formatDiagnostic).join('\n'));
  return bundle.value;
}

interface RunResult {
  readonly trades: number;
  readonly cuts: number;
  readonly finding?: Diagnostic;
  readonly proofMs: number;
}

function run(bundle: StrategyBundle, model: DirectiveModel, bars = 3000): Promise<RunResult> {
  return pool.run(
    { kind: 'run', code: bundle.code, rules: model.rules, bars },
    { affinity: bundle.sha256 },
  );
}

describe('a recipe', () => {
  test.each([
    ['a session range breakout', RANGE],
    ['a moving-average cross', CROSS],
  ])(
    'is provisioned, bundled small, trades under the guard and looks at no future: %s',
    async (_name, model) => {
      const bundle = await prepare(model);
      expect(Buffer.byteLength(bundle.code)).toBeLessThan(30_000);
      const names = bundle.modules.map(({ name }) => name);
      expect(names.filter((name) => name.startsWith('lib/core/src/errors/'))).toEqual([]);
      const result = await run(bundle, model);
      expect(result.trades).toBeGreaterThan(20);
      expect(result.cuts).toBe(64);
      expect(result.finding).toBeUndefined();
    },
  );
});

describe('a hand-written strategy', () => {
  const logic =
    (entry: string, columns = '{ mean: sma(bars.close, 20) }') =>
    (text: string): string =>
      text.replace('return {};', `return ${columns};`).replace('return null;', entry);

  test('trades, and its module state starts anew with each evaluation', async () => {
    const entry =
      'asked += 1; return asked % 50 === 0 && ctx.close > ctx.col("mean") ? { direction: 1 } : null;';
    const bundle = await prepare(HAND, (text) => `let asked = 0;\n${logic(entry)(text)}`);
    const result = await run(bundle, HAND);
    expect(result.trades).toBeGreaterThan(0);
    expect(result.finding).toBeUndefined();
  });

  test.each([
    [
      'a peek through a raw column',
      'const c = ctx.column("close"); return c[ctx.i + 1] > ctx.close + 0.0005 ? { direction: 1 } : null;',
      undefined,
    ],
    [
      'a shifted column',
      'return ctx.col("next") > ctx.close ? { direction: 1 } : null;',
      '{ next: Float64Array.from(bars.close, (_c, i) => bars.close[i + 1] ?? 0), m: sma(bars.close, 3) }',
    ],
  ])('is refused for %s', async (_name, entry, columns) => {
    const bundle = await prepare(HAND, logic(entry, columns));
    expect((await run(bundle, HAND)).finding).toMatchObject({ code: 'LOOKAHEAD_DETECTED' });
  });

  test('that throws inside the engine is a crash of the strategy, shown at its statement', async () => {
    const bundle = await prepare(
      HAND,
      logic('return ctx.col("none") > 1 ? { direction: 1 } : null;'),
    );
    const error: unknown = await run(bundle, HAND).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'STRATEGY_CRASH',
      diagnostics: [
        {
          place: { file: 'strategies/Hand/strategy.ts' },
          found: expect.stringContaining(
            'at `return ctx.col("none") > 1 ? { direction: 1 } : null;`',
          ) as string,
        },
      ],
    });
  });

  test('that allocates without measure fails with the code of its limit, whoever caught it first', async () => {
    const entry = 'return [new Float64Array(200_000_000)].length > 1 ? { direction: 1 } : null;';
    const bundle = await prepare(HAND, logic(entry));
    await expect(run(bundle, HAND)).rejects.toMatchObject({ code: 'STRATEGY_MEMORY' });
  });
});
