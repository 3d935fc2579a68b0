import { AssayError, diagnostic, type Diagnostic } from '@assay/core';
import { canonicalDirective, type DirectiveModel } from '@assay/directive';
import { canonicalJson } from '@assay/hashing';
import { canonicalSpec } from '@assay/instruments';
import type { BoundRun, LedgerEvent, RunRecord } from '@assay/ledger';
import { decideToken } from '@assay/state-machines';
import { commitEvents, commitStaged } from '../commit.js';
import { bindInputs, type BoundInputs } from '../inputs/bound-inputs.js';
import { familyOf } from '../inputs/family.js';
import { readPolicy } from '../inputs/policy-file.js';
import { resolveScope, seriesOf, type Scope } from '../inputs/scope.js';
import { provisionStrategy } from '../provision-strategy.js';
import { bundleStrategy, type StrategyBundle } from '../sandbox/bundle-strategy.js';
import type { Session } from '../session.js';
import { stageText } from '../staging.js';
import { engineFile } from '../toolchain.js';
import { loadEngine } from '../work/load-engine.js';
import { checkData, checkEngine, checkRules } from './preflight-checks.js';
import type { DirectiveContext, StagedFile } from './stage.js';

/**
 * Stage 0. Lists every finding in the order of the checks, then decides one token. On
 * ALLOW_EXECUTION the inputs are bound, in the commit that makes PREFLIGHT_COMPLETE (or, for a
 * rebind, in one that keeps the state). Provisioning is the only change before that commit.
 */
export async function preflight(context: DirectiveContext): Promise<void> {
  const { session, file, model } = context;
  const findings: Diagnostic[] = [];
  const engineVersion = checkEngine(session, model, findings);
  const engine =
    engineVersion === undefined
      ? undefined
      : await loadEngine(engineFile(session.toolchain, engineVersion));
  const scoped = resolveScope(session.files, session.workspace, model);
  findings.push(...scoped.diagnostics);
  // The threads read the data while the strategy is written and bundled.
  if (scoped.scope) startLoading(context, scoped.scope);
  const strategy = await provisionStrategy(session, model);
  const bundling = strategy.plan?.hollow === false ? startBundling(context) : undefined;
  if (scoped.scope) await checkData(context, scoped.scope, findings);
  if (scoped.scope && engine) checkRules(model, scoped.scope, engine, findings);
  findings.push(...readPolicy(session.files, session.workspace, model.id).diagnostics);
  findings.push(...strategy.diagnostics);
  if (strategy.plan?.hollow) findings.push(hollowFinding(session, model));
  const token = decideToken(findings);
  if (token !== 'ALLOW_EXECUTION' || !scoped.scope || engineVersion === undefined) {
    block(session, model.id, token, findings);
  }
  for (const finding of findings) context.tell(finding);
  const scope = context.scope();
  const bundle = await bundled(context, bundling ?? startBundling(context));
  const bound = await bindInputs(scope, {
    files: session.files,
    workspace: session.workspace,
    toolchain: session.toolchain,
    series: context.series,
    directivePath: file.path,
    engineVersion,
    bundle,
  });
  commitBinding(context, bound, bundle);
}

/** The admission gate, last of all checks: nobody has written the strategy yet. */
function hollowFinding(session: Session, model: DirectiveModel): Diagnostic {
  return diagnostic('PROVISION_REQUIRED', `strategy ${model.strategy} is hollow`, {
    place: { file: session.workspace.paths.strategyFile(model.strategy).absolute },
    found: 'a checkEntry without logic of its own',
    expected: 'entry logic',
  });
}

function block(
  session: Session,
  directiveId: string,
  token: string,
  findings: readonly Diagnostic[],
): never {
  commitEvents(session, [
    { type: 'DIRECTIVE_BLOCKED', directive_id: directiveId, token, diagnostics: findings },
  ]);
  throw AssayError.of(findings);
}

/** Begins to read every series; what goes wrong is heard by who asks for the series. */
function startLoading(context: DirectiveContext, scope: Scope): void {
  for (const file of scope.symbols.flatMap(seriesOf)) {
    context.series.get(file).catch(() => undefined);
  }
}

/** Begins to bundle the strategy; what goes wrong is heard by who waits for the bundle. */
function startBundling(context: DirectiveContext): ReturnType<typeof bundleStrategy> {
  const { workspace, toolchain, signal } = context.session;
  const bundling = bundleStrategy({
    strategyFile: workspace.paths.strategyFile(context.model.strategy).absolute,
    workspaceRoot: workspace.root,
    sdkRoot: toolchain.sdkRoot,
    signal,
  });
  bundling.catch(() => undefined);
  return bundling;
}

async function bundled(
  context: DirectiveContext,
  bundling: ReturnType<typeof bundleStrategy>,
): Promise<StrategyBundle> {
  const result = await bundling;
  if (!result.ok) block(context.session, context.model.id, 'BLOCK_EXECUTION', result.error);
  return result.value;
}

function commitBinding(
  context: DirectiveContext,
  bound: BoundInputs,
  bundle: StrategyBundle,
): void {
  const { session, model } = context;
  const record = session.ledger.directive(model.id);
  if (!record) throw new Error(`directive ${model.id} was not admitted`);
  assertNoCollision(session, bound.runs);
  const { attempt } = record;
  const before = session.ledger.runs(model.id);
  const staged: StagedFile[] = [];
  const runs = bound.runs.map((run) => {
    const files = stageSnapshot(context, run, bundle, attempt);
    staged.push(...files);
    const artifacts = files.map(({ target, bytes, sha256 }) => ({ path: target, bytes, sha256 }));
    return { ...run, artifacts };
  });
  const { inputs, sources } = bound;
  const family = familyOf(model);
  const shared = { directive_id: model.id, attempt, family, inputs, sources, runs };
  const rebind = record.state !== 'INITIALIZED';
  const events: LedgerEvent[] = rebind
    ? [{ type: 'INPUTS_REBOUND', ...shared, changed: changedInputs(before, bound) }]
    : [
        { type: 'INPUTS_BOUND', ...shared },
        ...runs.map((run) => preflightDone(model, run, attempt)),
      ];
  if (!rebind) {
    events.push({
      type: 'DIRECTIVE_ADVANCED',
      directive_id: model.id,
      attempt,
      from: 'INITIALIZED',
      to: 'PREFLIGHT_COMPLETE',
    });
  }
  commitStaged(session, events, staged);
}

/** A rebind creates its runs where the old ones stood; only a first binding advances them. */
function preflightDone(model: DirectiveModel, run: BoundRun, attempt: number): LedgerEvent {
  return {
    type: 'RUN_ADVANCED',
    directive_id: model.id,
    attempt,
    symbol: run.symbol,
    run_id: run.run_id,
    from: 'IDLE',
    to: 'PREFLIGHT_COMPLETE',
  };
}

function changedInputs(before: readonly RunRecord[], bound: BoundInputs): readonly string[] {
  const names = new Set<string>();
  for (const run of bound.runs) {
    const old = before.find((other) => other.symbol === run.symbol);
    for (const name of Object.keys({ ...old?.inputs, ...run.inputs })) {
      if (old?.inputs[name] !== run.inputs[name]) names.add(name);
    }
  }
  return [...names].sort();
}

/** The inputs that a capsule keeps from the moment they are bound. */
function stageSnapshot(
  context: DirectiveContext,
  run: BoundRun,
  bundle: StrategyBundle,
  attempt: number,
): readonly StagedFile[] {
  const { session, model } = context;
  const symbol = context.scope().symbols.find((s) => s.symbol === run.symbol);
  if (!symbol) throw new Error(`symbol ${run.symbol} is not in the scope`);
  const texts: readonly (readonly [string, string | Uint8Array])[] = [
    [
      'strategy.ts',
      session.files.readFile(session.workspace.paths.strategyFile(model.strategy).absolute),
    ],
    ['strategy.js', bundle.code],
    // Canonical, and without what names no run: two people with equal inputs seal equal bytes.
    ['directive.json', `${canonicalJson(sealedDirective(model))}\n`],
    ['spec.yaml', `${canonicalJson(canonicalSpec(symbol.specFile.spec))}\n`],
  ];
  const token = `${attempt}-${run.run_id}-snapshot`;
  return texts.map(([name, text]) =>
    stageText(session, token, name, `runs/${run.run_id}/${name}`, text),
  );
}

/** What the directive hash covers, and the id: neither labels nor the other symbols. */
function sealedDirective(model: DirectiveModel): unknown {
  const {
    symbols: _symbols,
    labels: _labels,
    ...sealed
  } = canonicalDirective(model) as Readonly<Record<string, unknown>>;
  return sealed;
}

/** Two keys that share an id would mix two runs' evidence. */
function assertNoCollision(session: Session, runs: readonly BoundRun[]): void {
  for (const run of runs) {
    const known = session.ledger.runKey(run.run_id);
    if (known !== undefined && known !== run.run_key) {
      throw new AssayError('RUN_ID_COLLISION', `two run keys share the id ${run.run_id}`, {
        found: run.run_key,
        expected: known,
      });
    }
  }
}
