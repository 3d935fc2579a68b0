import { type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { planProvisioning, validateIndicatorSource, validateStrategy } from '@assay/strategy';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleStrategy, type StrategyBundle } from '../../bundle-strategy.js';
import type { Pool } from '../../worker-pool.js';
import { LIBS, temporaryWorkspace } from '../temporary-workspace.js';
import type { HostileParts } from './hostile-case.js';

const STRATEGY = 'strategies/Hostile/strategy.ts';
const HONEST_ENTRY = 'return ctx.i % 50 === 0 ? { direction: 1 } : null;';
const HONEST_EXIT = 'return ctx.position !== null && ctx.position.barsHeld >= 5;';

function directive(indicators: readonly string[]): DirectiveModel {
  return {
    id: 'Hostile_01',
    labels: {},
    strategy: 'Hostile',
    broker: 'B',
    timeframe: '1h',
    session_time_reference: 'UTC',
    start_date: '2024-01-01',
    end_date: '2024-12-31',
    warmup_bars: 100,
    symbols: ['EURUSD'],
    indicators,
    rules: { costs: 'none', sizing: { mode: 'fixed_lots', lots: 0.1 }, parameters: { limit: 3 } },
  };
}

/** What the stages before a run say of a hostile strategy. */
export interface Judged {
  /** Codes of stage 0, where it is bundled; the rest is empty then. */
  readonly bundling: readonly string[];
  /** Codes of stage 0.5. */
  readonly validation: readonly string[];
  readonly bundle?: StrategyBundle;
  readonly model: DirectiveModel;
}

/** Provisions, writes, bundles and judges a strategy with the given parts, as the stages do. */
export async function judge(parts: HostileParts): Promise<Judged> {
  const model = directive(parts.indicators ?? []);
  const knownIndicators = { library: [], workspace: ['own/act'] };
  const plan = await planProvisioning({ model, existing: undefined, knownIndicators });
  if (!plan.ok) throw new Error(plan.error.map(({ message }) => message).join('\n'));
  const text = hostileText(plan.value.text, parts);
  const folder = temporaryWorkspace({ ...parts.files, [STRATEGY]: text });
  try {
    const strategyFile = join(folder.root, STRATEGY);
    const made = await bundleStrategy({ strategyFile, workspaceRoot: folder.root, sdkRoot: LIBS });
    if (!made.ok) return { bundling: codes(made.error), validation: [], model };
    const own = made.value.modules.filter(({ name }) => name.startsWith('ws/'));
    const sources = (prefix: string) =>
      own
        .filter(({ name }) => name.startsWith(prefix) && name !== `ws/${STRATEGY}`)
        .map(({ path }) => ({ source: readFileSync(path, 'utf8'), file: path }));
    const helpers = sources('ws/strategies/');
    const judged = { source: text, file: STRATEGY, model, knownIndicators, helpers };
    const findings = [...(await validateStrategy(judged))];
    for (const indicator of sources('ws/indicators/')) {
      findings.push(...(await validateIndicatorSource(indicator)));
    }
    return { bundling: [], validation: codes(findings), bundle: made.value, model };
  } finally {
    folder.remove();
  }
}

function hostileText(provisioned: string, parts: HostileParts): string {
  const generated = parts.indicators
    ? provisioned.replace(/^import .*own\/act.*\n/m, '')
    : provisioned;
  const head = generated.slice(0, generated.indexOf('export default'));
  return `${parts.imports ?? ''}${head}
${parts.top ?? ''}
export default defineStrategy({
  name: 'Hostile', timeframe: '1h', signature: STRATEGY_SIGNATURE, ${parts.members ?? ''}
  prepareIndicators(bars) { ${parts.prepare ?? 'return {};'} },
  checkEntry(ctx) { ${parts.entry ?? ''}
${HONEST_ENTRY} },
  checkExit(ctx) { ${parts.exit ?? ''}
${HONEST_EXIT} },
});
`;
}

function codes(findings: readonly Diagnostic[]): string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

/** What a run of a bundle came to: what it earned, or the code that stopped it. */
export interface RunEnd {
  readonly end: string;
  readonly text: string;
}

const BARS = 400;

/** Runs a bundle on a thread of its own, twice as the stages do: in full, and for the proof. */
export async function runBundle(
  pool: Pool,
  { bundle, model }: Judged,
  thread: string,
  timeoutMs: number,
): Promise<RunEnd> {
  if (!bundle) return { end: 'not bundled', text: '' };
  try {
    const ended = await pool.run<Record<string, unknown>>(
      { kind: 'run', code: bundle.code, rules: model.rules, bars: BARS },
      { affinity: thread, timeoutMs },
    );
    const finding = ended['finding'] as Diagnostic | undefined;
    const { trades, equity } = ended;
    return {
      end: finding?.code ?? JSON.stringify({ trades, equity }),
      text: finding?.message ?? '',
    };
  } catch (error) {
    const { code, message, diagnostics } = error as Error & {
      readonly code?: string;
      readonly diagnostics?: readonly Diagnostic[];
    };
    return { end: code ?? `no code: ${message}`, text: saysOf(message, diagnostics ?? []) };
  }
}

/** Everything that people are shown of an error. */
function saysOf(message: string, diagnostics: readonly Diagnostic[]): string {
  const all = diagnostics.flatMap(({ message: says, found, expected }) => [says, found, expected]);
  return [message, ...all.filter((text) => text !== undefined)].join('\n');
}
