import { readFileSync, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { AssayError, diagnostic, isAssayError, type Diagnostic } from '@assay/core';
import { canonicalDirective, type DirectiveModel } from '@assay/directive';
import { canonicalJson, compareEngineManifest } from '@assay/hashing';
import type { BoundRun, LedgerEvent, RunRecord } from '@assay/ledger';
import { qualityDiagnostics } from '@assay/market-data';
import { decideToken } from '@assay/state-machines';
import { commitEvents, commitStaged } from '../commit.js';
import { bindInputs, type BoundInputs } from '../inputs/bound-inputs.js';
import { activeEngineVersion } from '../inputs/engine-version.js';
import { resolveScope, type Scope } from '../inputs/scope.js';
import { barWindow } from '../inputs/series-store.js';
import { provisionStrategy } from '../provision-strategy.js';
import { bundleStrategy, type StrategyBundle } from '../sandbox/bundle-strategy.js';
import type { Session } from '../session.js';
import { stageText } from '../staging.js';
import { builtFileHash, engineFile, engineManifestFile } from '../toolchain.js';
import { loadEngine, type EngineModule } from '../work/load-engine.js';
import type { DirectiveContext, StagedFile } from './stage.js';
import { engineSources } from '../engine-sources.js';

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
  if (scoped.scope) await checkData(context, scoped.scope, findings);
  if (scoped.scope && engine) checkRules(model, scoped.scope, engine, findings);
  const strategy = await provisionStrategy(session, model);
  findings.push(...strategy.diagnostics);
  if (strategy.plan?.hollow) findings.push(hollowFinding(session, model));
  const token = decideToken(findings);
  if (token !== 'ALLOW_EXECUTION' || !scoped.scope || engineVersion === undefined) {
    block(session, model.id, token, findings);
  }
  for (const finding of findings) context.tell(finding);
  const scope = context.scope();
  const bundle = await bundled(context);
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

/** The engine that will execute must be the one that its manifest describes, every time. */
function checkEngine(
  session: Session,
  model: DirectiveModel,
  findings: Diagnostic[],
): string | undefined {
  try {
    const version = activeEngineVersion(session.toolchain, model);
    const file = engineFile(session.toolchain, version);
    const manifestFile = engineManifestFile(session.toolchain, version);
    if (!existsSync(manifestFile)) {
      throw new AssayError('ENGINE_MANIFEST_MISSING', `engine ${version} has no manifest`, {
        place: { file: manifestFile },
        expected: 'an engine_manifest.json beside the sources',
      });
    }
    findings.push(
      ...compareEngineManifest({
        manifestFile,
        manifestText: readFileSync(manifestFile, 'utf8'),
        version,
        bundleSha256: builtFileHash(file),
        sources: engineSources(session.toolchain, version),
      }),
    );
    return version;
  } catch (error) {
    if (!isAssayError(error) || error.code === 'NOT_BUILT') throw error;
    findings.push(...error.diagnostics);
    return undefined;
  }
}

/** How far the first and last bar may lie from the dates: a weekend with holidays. */
const COVERAGE_SLACK_DAYS = 5;

/** Quality of every series, and coverage of the dates by every symbol. */
async function checkData(
  context: DirectiveContext,
  scope: Scope,
  findings: Diagnostic[],
): Promise<void> {
  const slackMs = COVERAGE_SLACK_DAYS * 86_400_000;
  const checked = new Set<string>();
  const remarkable: string[] = [];
  const series = scope.symbols.flatMap((s) => [s.barFile, ...s.conversions.map((c) => c.barFile)]);
  const loads = await Promise.allSettled(series.map((file) => context.series.get(file)));
  for (const [index, load] of loads.entries()) {
    const path = series[index]?.path ?? '';
    if (checked.has(path)) continue;
    checked.add(path);
    if (load.status === 'rejected') {
      if (!isAssayError(load.reason) || load.reason.code === 'INTERRUPTED') throw load.reason;
      findings.push(...load.reason.diagnostics);
      continue;
    }
    const found = qualityDiagnostics(load.value.quality, path);
    findings.push(...found.filter((finding) => finding.severity === 'error'));
    if (found.some((finding) => finding.severity === 'warning')) remarkable.push(path);
  }
  if (remarkable.length > 0) findings.push(qualityRemark(remarkable, checked.size));
  for (const symbol of scope.symbols) {
    const load = loads[series.indexOf(symbol.barFile)];
    if (load?.status !== 'fulfilled') continue;
    const { time, length } = load.value.bars;
    const window = barWindow(time, scope);
    const [head, tail] = [time[0] ?? 0, (time[length - 1] ?? 0) + scope.barMs];
    if (
      window.to > window.first &&
      head <= scope.startMs + slackMs &&
      tail >= scope.endMs - slackMs
    ) {
      continue;
    }
    findings.push(
      diagnostic('DATA_COVERAGE', `${symbol.symbol}: the bars do not cover the dates`, {
        place: { file: symbol.barFile.path },
        found: length === 0 ? 'no bars' : `${dayOf(head)} to ${dayOf(tail - 1)}`,
        expected: `${scope.model.start_date} to ${scope.model.end_date}`,
      }),
    );
  }
}

/** One line for all series: gaps and jumps are in every real file, and `inspect` lists them. */
function qualityRemark(paths: readonly string[], count: number): Diagnostic {
  return diagnostic('DATA_QUALITY', `${paths.length} of ${count} bar files have gaps or oddities`, {
    severity: 'note',
    found: paths.map((path) => basename(path)).join(', '),
    expected: 'nothing that forbids a result: nothing does',
    next: 'run-pipeline data inspect lists them.',
  });
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** What the engine cannot do, and costs that nobody states. */
function checkRules(
  model: DirectiveModel,
  scope: Scope,
  engine: EngineModule,
  findings: Diagnostic[],
): void {
  for (const rule of engine.uninterpretedRules(model.rules)) {
    findings.push(
      diagnostic(
        'RULE_NOT_INTERPRETED',
        `engine ${engine.ENGINE_VERSION} does not interpret ${rule}`,
        {
          found: rule,
          expected: 'only rules that the engine or a recipe carries out',
        },
      ),
    );
  }
  const seen = new Set<string>();
  for (const symbol of scope.symbols) {
    const settings = engine.resolveSettings(model.rules, symbol.specFile.spec);
    if (settings.ok) continue;
    for (const finding of settings.error) {
      const place = finding.place ?? { file: symbol.specFile.path };
      const key = `${finding.code} ${finding.message} ${place.file}`;
      if (!seen.has(key)) findings.push({ ...finding, place });
      seen.add(key);
    }
  }
}

async function bundled(context: DirectiveContext): Promise<StrategyBundle> {
  const { workspace, toolchain } = context.session;
  const result = await bundleStrategy({
    strategyFile: workspace.paths.strategyFile(context.model.strategy).absolute,
    workspaceRoot: workspace.root,
    sdkRoot: toolchain.sdkRoot,
  });
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
  const shared = { directive_id: model.id, attempt, inputs, sources, runs };
  const rebind = record.state !== 'INITIALIZED';
  const events: LedgerEvent[] = rebind
    ? [{ type: 'INPUTS_REBOUND', ...shared, changed: changedInputs(before, bound) }]
    : [{ type: 'INPUTS_BOUND', ...shared }, ...runs.map((run) => preflightDone(model, run, attempt))];
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
    ['directive.json', `${canonicalJson(canonicalDirective(model))}\n`],
    ['spec.yaml', session.files.readFile(symbol.specFile.path)],
  ];
  const token = `${attempt}-${run.run_id}-snapshot`;
  return texts.map(([name, text]) =>
    stageText(session, token, name, `runs/${run.run_id}/${name}`, text),
  );
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
