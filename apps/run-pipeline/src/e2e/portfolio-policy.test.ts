import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_POLICY_TEXT } from '@assay/directive';
import { expect, test } from 'vitest';
import { sealsOf } from '../testing/evidence-reader.js';
import { runJson, runTool } from '../testing/spawn-tool.js';
import { crossDirective, makeWorkspace, textOf } from '../testing/workspace-maker.js';

interface Summary {
  readonly policy: { readonly name: string; readonly version: number; readonly sha256: string };
  readonly judgement: { readonly verdict: string; readonly score: number };
  readonly trials: { readonly family: string; readonly count: number };
  readonly deflation: Readonly<Record<string, number | null>>;
  readonly deflation_by_symbol: readonly Readonly<Record<string, number | string | null>>[];
  readonly metrics: Readonly<Record<string, number | null>>;
}

function summaryOf(folder: string, id: string): Summary {
  return JSON.parse(textOf(folder, 'portfolios', id, 'portfolio_summary.json')) as Summary;
}

function writePolicy(folder: string, name: string, text: string): void {
  mkdirSync(join(folder, 'policies'), { recursive: true });
  writeFileSync(join(folder, 'policies', `${name}.yaml`), text);
}

test('a policy is part of what a portfolio is: another one is another content, after a reset only', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD', 'USDJPY'] });
  expect(runJson(['Cross'], folder).exit).toBe(0);
  const shipped = summaryOf(folder, 'Cross');
  expect(shipped.policy).toMatchObject({ name: 'default', version: 1 });
  const before = sealsOf(folder);

  writePolicy(
    folder,
    'Cross',
    DEFAULT_POLICY_TEXT.replace('policy: default', 'policy: Cross').replace(
      /thresholds:[^]*verdicts:/,
      'thresholds:\n  - { metric: total_trades, at_least: 1, points: 20 }\nverdicts:',
    ),
  );
  const idle = runJson(['Cross'], folder);
  expect(idle.directive.outcome).toBe('NOTHING_TO_DO');
  expect(idle.exit).toBe(0);
  expect(idle.document.diagnostics?.map(({ code }) => code)).toContain('POLICY_CHANGED');
  expect(sealsOf(folder)).toEqual(before);

  const again = runJson(['Cross', '--force', '--reason', 'judged otherwise'], folder);
  expect(again.exit, again.stderr).toBe(0);
  const judged = summaryOf(folder, 'Cross');
  expect(judged.policy.sha256).not.toBe(shipped.policy.sha256);
  expect(judged.judgement).toMatchObject({ verdict: 'PROMOTE', score: 20 });
  expect(judged.metrics).toEqual(shipped.metrics);
  const after = sealsOf(folder);
  expect(after['portfolios/Cross']).not.toBe(before['portfolios/Cross']);
  const runs = (seals: Readonly<Record<string, string>>) =>
    Object.entries(seals).filter(([name]) => name.startsWith('runs/'));
  expect(runs(after)).toEqual(runs(before));
  const manifest = JSON.parse(textOf(folder, 'portfolios', 'Cross', 'manifest.json')) as {
    readonly inputs: Readonly<Record<string, string>>;
  };
  expect(manifest.inputs['policy']).toBe(judged.policy.sha256);
});

test('a policy that cannot be read stops before anything is computed, with its place, exit 2', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  writePolicy(folder, 'default', DEFAULT_POLICY_TEXT.replace('sharpe_ratio', 'sharp_ratio'));
  const refused = runJson(['Cross'], folder);
  expect(refused.exit).toBe(2);
  expect(refused.directive).toMatchObject({ outcome: 'BLOCKED' });
  const text = runTool(['Cross'], folder).stderr;
  expect(text).toMatch(/policies\/default\.yaml:\d+:\d+/);
  expect(text).toContain('sharpe_ratio');
  writePolicy(folder, 'default', DEFAULT_POLICY_TEXT);
  expect(runJson(['Cross'], folder).exit).toBe(0);
});

test('every other rule of the family counts, on the symbols where it was tried', () => {
  const second = crossDirective(['EURUSD'])
    .replace('name: Cross', 'name: Slower')
    .replace('slow: 30', 'slow: 50')
    .replace('strategy: Cross', 'strategy: Slower');
  const family = (text: string) => text.replace('  strategy:', '  family: averages\n  strategy:');
  const folder = makeWorkspace({
    symbols: ['EURUSD', 'USDJPY'],
    directives: {
      'Cross.txt': family(crossDirective(['EURUSD', 'USDJPY'])),
      'Slower.txt': family(second),
    },
  });
  expect(runJson(['Cross'], folder).exit).toBe(0);
  expect(summaryOf(folder, 'Cross').trials).toMatchObject({ family: 'averages', count: 1 });
  expect(summaryOf(folder, 'Cross').deflation['deflated_sharpe']).toBe(
    summaryOf(folder, 'Cross').metrics['probabilistic_sharpe'],
  );

  expect(runJson(['Slower'], folder).exit).toBe(0);
  const found = summaryOf(folder, 'Slower');
  expect(found.trials).toMatchObject({ family: 'averages', count: 2 });
  expect(found.deflation_by_symbol).toMatchObject([{ symbol: 'EURUSD', trial_count: 2 }]);
  expect(found.deflation['deflated_sharpe'] ?? NaN).toBeLessThan(
    found.metrics['probabilistic_sharpe'] ?? NaN,
  );

  const exported = runTool(['ledger', 'export', '--table', 'trials', '--format', 'json'], folder);
  const trials = JSON.parse(exported.stdout) as readonly { readonly symbol: string }[];
  // Both symbols of the first directive end in any order.
  expect(trials.map(({ symbol }) => symbol).sort()).toEqual(['EURUSD', 'EURUSD', 'USDJPY']);
  // Doing the same again is no new try.
  expect(runJson(['Slower', '--force', '--reason', 'again'], folder).exit).toBe(0);
  expect(summaryOf(folder, 'Slower')).toEqual(found);
  expect(readFileSync(join(folder, 'portfolios', 'Slower', 'report.html'), 'utf8')).toContain(
    'Deflated Sharpe ratio',
  );
});
