import { diagnostic, isAssayError } from '@assay/core';
import { readManifest, type SealedFile } from '@assay/evidence';
import type { ArtifactRecord, LedgerEvent, MasterRowValue } from '@assay/ledger';
import { RUN_STATES, type RunOutcome, type RunState } from '@assay/state-machines';
import type { FileStore, Workspace } from '@assay/workspace';

/** A history that says what the sealed folders say, and what it had to leave out. */
export interface CapsuleEvents {
  readonly events: readonly LedgerEvent[];
  readonly lost: readonly string[];
}

/** A capsule that verifies against its own seal. */
interface SealedRun {
  readonly directiveId: string;
  readonly attempt: number;
  readonly symbol: string;
  readonly runId: string;
  readonly runKey: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly artifacts: readonly ArtifactRecord[];
  readonly row: Readonly<Record<string, MasterRowValue>>;
}

/** What the binding commit puts into a capsule; the rest came with the stages. */
const SNAPSHOTS = ['strategy.ts', 'strategy.js', 'directive.json', 'spec.yaml'];
const RUN_ID = /^[0-9a-f]{16}$/;
const REASON = 'rebuilt from capsules alone';

/**
 * Reads every sealed capsule, verifies it against its own seal, and tells the shortest legal history
 * that ends in what they say. A directive whose portfolio names exactly its capsules stands before stage
 * 4, which is repeated; any other is FAILED, because nobody knows which symbols it had: a reset
 * follows. Attempts are counted anew; when things happened is not known.
 */
export function capsuleEvents(files: FileStore, workspace: Workspace): CapsuleEvents {
  const lost: string[] = [];
  const runs: SealedRun[] = [];
  const { absolute } = workspace.paths.runs;
  const entries = files.stat(absolute)?.kind === 'folder' ? files.list(absolute) : [];
  for (const { name } of entries.filter((entry) => RUN_ID.test(entry.name))) {
    const run = readSealedRun(files, workspace, name);
    if (typeof run === 'string') lost.push(run);
    else runs.push(run);
  }
  const directives = [...new Set(runs.map((run) => run.directiveId))].sort();
  const events = directives.flatMap((id) =>
    directiveEvents(
      id,
      runs.filter((run) => run.directiveId === id),
      files,
      workspace,
    ),
  );
  const what = directives.map((id) => `history, times, unfinished runs and promotion of ${id}`);
  return { events, lost: [...lost, ...what] };
}

function directiveEvents(
  directive_id: string,
  runs: readonly SealedRun[],
  files: FileStore,
  workspace: Workspace,
): readonly LedgerEvent[] {
  const attempts = [...new Set(runs.map((run) => run.attempt))].sort((a, b) => a - b);
  const events: LedgerEvent[] = [{ type: 'DIRECTIVE_ADMITTED', directive_id }];
  attempts.forEach((original, index) => {
    const own = runs.filter((run) => run.attempt === original);
    const of = { directive_id, attempt: index + 1 };
    const isWhole = isPortfolioOf(files, workspace, directive_id, own);
    events.push(...attemptEvents(of, own, isWhole));
    if (index + 1 < attempts.length) events.push(resetEvent(of, own, isWhole));
  });
  return events;
}

const VALID = 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID';

type Of = { readonly directive_id: string; readonly attempt: number };

function attemptEvents(of: Of, runs: readonly SealedRun[], isWhole: boolean): LedgerEvent[] {
  const advance = (from: RunState, to: RunState) => runs.map((run) => runEvent(of, run, from, to));
  const bound = runs.map((run) => ({
    symbol: run.symbol,
    run_id: run.runId,
    run_key: run.runKey,
    inputs: run.inputs,
    artifacts: run.artifacts.filter(isSnapshot),
  }));
  const rest = RUN_STATES.slice(RUN_STATES.indexOf(VALID));
  return [
    { type: 'INPUTS_BOUND', ...of, inputs: {}, sources: [], runs: bound },
    ...advance('IDLE', 'PREFLIGHT_COMPLETE'),
    { type: 'DIRECTIVE_ADVANCED', ...of, from: 'INITIALIZED', to: 'PREFLIGHT_COMPLETE' },
    ...advance('PREFLIGHT_COMPLETE', VALID),
    { type: 'DIRECTIVE_ADVANCED', ...of, from: 'PREFLIGHT_COMPLETE', to: VALID },
    ...rest
      .slice(0, rest.indexOf('COMPLETE'))
      .flatMap((from, at) => advance(from, rest[at + 1] ?? 'COMPLETE')),
    isWhole
      ? { type: 'DIRECTIVE_ADVANCED', ...of, from: VALID, to: 'SYMBOL_RUNS_COMPLETE' }
      : { type: 'DIRECTIVE_FAILED', ...of, from: VALID, diagnostics: [unknownExtent(of)] },
  ];
}

function runEvent(of: Of, run: SealedRun, from: RunState, to: RunState): LedgerEvent {
  const { symbol, runId: run_id, row } = run;
  const event = { type: 'RUN_ADVANCED' as const, ...of, symbol, run_id, from, to };
  if (to === 'STAGE_1_COMPLETE') {
    const outcome: RunOutcome = row['outcome'] === 'NO_TRADES' ? 'NO_TRADES' : 'TRADED';
    const [trades, net] = [row['total_trades'], row['total_net_profit']];
    return {
      ...event,
      outcome,
      ...(typeof trades === 'number' ? { trades } : {}),
      ...(typeof net === 'number' ? { net_pnl: net } : {}),
      artifacts: run.artifacts.filter((artifact) => !isSnapshot(artifact)),
    };
  }
  return to === 'STAGE_3_COMPLETE' ? { ...event, master_row: row } : event;
}

function resetEvent({ directive_id, attempt }: Of, runs: readonly SealedRun[], isWhole: boolean) {
  return {
    type: 'DIRECTIVE_RESET' as const,
    directive_id,
    from: isWhole ? ('SYMBOL_RUNS_COMPLETE' as const) : ('FAILED' as const),
    to: 'INITIALIZED' as const,
    reason: REASON,
    attempt,
    new_attempt: attempt + 1,
    archived_runs: runs.map((run) => ({
      run_id: run.runId,
      symbol: run.symbol,
      state: 'COMPLETE' as const,
    })),
    recreated_runs: [],
  };
}

function unknownExtent({ directive_id }: Of) {
  return diagnostic(
    'STATE_INCONSISTENT',
    `${directive_id} was ${REASON}; its symbols are not known`,
    {
      found: 'capsules without a portfolio that names exactly them',
      expected: 'the event log',
      next: `reset-directive ${directive_id} --reason "${REASON}", then run-pipeline ${directive_id}`,
    },
  );
}

function isSnapshot({ path }: ArtifactRecord): boolean {
  return SNAPSHOTS.includes(path.split('/').slice(2).join('/'));
}

/** True when the directive's sealed portfolio stands on exactly these runs. */
function isPortfolioOf(
  files: FileStore,
  workspace: Workspace,
  directiveId: string,
  runs: readonly SealedRun[],
): boolean {
  const folder = workspace.paths.portfolioFolder(directiveId).absolute;
  const manifest = readJson(files, `${folder}/manifest.json`) as
    { readonly runs?: readonly { readonly run_id?: unknown }[] } | undefined;
  if (!Array.isArray(manifest?.runs)) return false;
  const named = manifest.runs.map((run) => String(run.run_id)).sort();
  return named.join() === [...runs.map((run) => run.runId)].sort().join();
}

/** A capsule's run, or why it tells nothing. */
function readSealedRun(files: FileStore, workspace: Workspace, runId: string): SealedRun | string {
  const folder = workspace.paths.capsule(runId).absolute;
  const why = (what: string) => `runs/${runId}: ${what}`;
  try {
    const text = files.readText(`${folder}/manifest.json`);
    const reading = readManifest(text);
    const manifest = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const binding = readJson(files, `${folder}/binding.json`) as
      Readonly<Record<string, unknown>> | undefined;
    if (!reading || reading.kind !== 'run' || reading.runId !== runId)
      return why('no manifest of it');
    const digest = files.digest(`${folder}/manifest.json`);
    if (!binding || binding['manifest_sha256'] !== digest.sha256)
      return why('manifest is not bound');
    const altered = reading.artifacts.find((artifact) => !isAsSealed(files, folder, artifact));
    if (altered) return why(`${altered.path} is not as sealed`);
    const row = readJson(files, `${folder}/artifacts/metadata/master_row.json`);
    if (typeof row !== 'object' || row === null) return why('no master row');
    const own = ['manifest.json', 'SHA256SUMS', 'binding.json', 'strategy.ts'];
    const seal = own
      .filter((name) => files.stat(`${folder}/${name}`)?.kind === 'file')
      .map((name) => ({ path: name, ...files.digest(`${folder}/${name}`) }));
    return {
      directiveId: reading.directiveId,
      attempt: typeof binding['attempt'] === 'number' ? binding['attempt'] : 1,
      symbol: String(manifest['symbol']),
      runId,
      runKey: reading.runKey ?? '',
      inputs: manifest['inputs'] as Readonly<Record<string, string>>,
      artifacts: [...reading.artifacts, ...seal].map(({ path, bytes, sha256 }) => ({
        path: `runs/${runId}/${path}`,
        bytes,
        sha256,
      })),
      row: row as Readonly<Record<string, MasterRowValue>>,
    };
  } catch (error) {
    if (isAssayError(error)) return why(error.message);
    if (error instanceof SyntaxError) return why('manifest is not JSON');
    throw error;
  }
}

function isAsSealed(
  files: FileStore,
  folder: string,
  { path, bytes, sha256 }: SealedFile,
): boolean {
  const file = `${folder}/${path}`;
  if (files.stat(file)?.kind !== 'file') return false;
  const found = files.digest(file);
  return found.bytes === bytes && found.sha256 === sha256;
}

function readJson(files: FileStore, path: string): unknown {
  if (files.stat(path)?.kind !== 'file') return undefined;
  try {
    return JSON.parse(files.readText(path)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
