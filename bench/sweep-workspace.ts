import { copyFileSync, mkdirSync, openSync, closeSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canonicalJson, sha256Hex } from '@assay/hashing';
import {
  auditLogs,
  directiveStateView,
  openLedger,
  runStateView,
  type ArtifactRecord,
  type Ledger,
  type LedgerEvent,
} from '@assay/ledger';
import { RUN_STATES, type RunState } from '@assay/state-machines';

const SYMBOLS = 100;
const ATTEMPTS = 10;
const VALID = 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID';
const AT_MS = Date.UTC(2026, 0, 31);
/** As a capsule has them; the sizes are those of a run with few trades. */
const FILES = [
  'strategy.js',
  'directive.json',
  'spec.yaml',
  'artifacts/metadata/run_result.json',
  'artifacts/metadata/master_row.json',
  'artifacts/metadata/run_metadata.json',
  'artifacts/report/AK_Trade_Report.xlsx',
  ...[
    'yearwise',
    'equity',
    'rigour',
    'geometry',
    'stress',
    'tradelevel',
    'risk',
    'glossary',
    'all',
  ].map((name) => `artifacts/raw/${name}.csv`),
] as const;
const SNAPSHOTS = 3;

interface MadeRun {
  readonly symbol: string;
  readonly run_id: string;
  readonly run_key: string;
  readonly artifacts: readonly ArtifactRecord[];
}

/**
 * A workspace after years of research: directives on a hundred symbols, each in its tenth attempt, so
 * that nine of ten capsules are of earlier ones. The ledger is committed to as the pipeline does; the
 * content of files is filler.
 */
export function makeSweepWorkspace(folder: string, capsules: number): void {
  mkdirSync(join(folder, '.assay'), { recursive: true });
  writeFileSync(join(folder, 'assay.json'), '{"data":["data"]}\n');
  const ledger = openLedger({
    path: join(folder, '.assay', 'assay.db'),
    clock: { now: () => AT_MS },
    actor: 'bench',
    create: true,
  });
  for (let made = 0, number = 0; made < capsules; number += 1) {
    made += makeDirective(folder, ledger, `D${String(number).padStart(4, '0')}`);
  }
  const log = openSync(join(folder, '.assay', 'events.ndjson'), 'w');
  for (const body of ledger.eventBodies()) writeSync(log, `${body}\n`);
  closeSync(log);
  ledger.close();
}

function makeDirective(folder: string, ledger: Ledger, directive_id: string): number {
  ledger.commit({ events: [{ type: 'DIRECTIVE_ADMITTED', directive_id }] });
  let runs: readonly MadeRun[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    runs = Array.from({ length: SYMBOLS }, (_, at) =>
      makeCapsule(folder, directive_id, `S${String(at).padStart(3, '0')}`, attempt),
    );
    const isLast = attempt === ATTEMPTS;
    ledger.commit({ events: attemptEvents({ directive_id, attempt }, runs, isLast) });
  }
  for (const run of runs) showCopies(folder, directive_id, run);
  writeViews(folder, ledger, directive_id);
  return ATTEMPTS * SYMBOLS;
}

function makeCapsule(
  folder: string,
  directive_id: string,
  symbol: string,
  attempt: number,
): MadeRun {
  const run_key = sha256Hex(`${directive_id} ${symbol} ${attempt}`);
  const run_id = run_key.slice(0, 16);
  const artifacts: ArtifactRecord[] = [];
  const write = (name: string, text: string): void => {
    const path = `runs/${run_id}/${name}`;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o444 });
    artifacts.push({ path, bytes: Buffer.byteLength(text), sha256: sha256Hex(text) });
  };
  for (const name of FILES) {
    const filler = `${name} ${run_key} `.repeat(5 + (attempt % 5) * 5);
    write(name, name.endsWith('run_metadata.json') ? canonicalJson({ run_id, filler }) : filler);
  }
  const sealed = artifacts.map(({ path, ...file }) => ({
    path: path.slice(`runs/${run_id}/`.length),
    ...file,
  }));
  write('SHA256SUMS', sealed.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''));
  write(
    'manifest.json',
    canonicalJson({ kind: 'run', run_id, run_key, directive_id, artifacts: sealed }),
  );
  write('binding.json', canonicalJson({ chain_head: { seq: 0, hash: '0'.repeat(64) } }));
  return { symbol, run_id, run_key, artifacts };
}

type Of = { readonly directive_id: string; readonly attempt: number };

function attemptEvents(of: Of, runs: readonly MadeRun[], isLast: boolean): readonly LedgerEvent[] {
  const steps = (from: RunState): readonly LedgerEvent[] =>
    runs.map((run) => runStep(of, run, from));
  const bound = runs.map(({ symbol, run_id, run_key, artifacts }) => ({
    symbol,
    run_id,
    run_key,
    inputs: { data: run_key },
    artifacts: artifacts.slice(0, SNAPSHOTS),
  }));
  const reset: LedgerEvent = {
    type: 'DIRECTIVE_RESET',
    ...of,
    from: 'SYMBOL_RUNS_COMPLETE',
    to: 'INITIALIZED',
    reason: 'again',
    new_attempt: of.attempt + 1,
    archived_runs: runs.map(({ run_id, symbol }) => ({ run_id, symbol, state: 'COMPLETE' })),
    recreated_runs: [],
  };
  return [
    { type: 'INPUTS_BOUND', ...of, inputs: {}, sources: [], runs: bound },
    ...steps('IDLE'),
    { type: 'DIRECTIVE_ADVANCED', ...of, from: 'INITIALIZED', to: 'PREFLIGHT_COMPLETE' },
    ...steps('PREFLIGHT_COMPLETE'),
    { type: 'DIRECTIVE_ADVANCED', ...of, from: 'PREFLIGHT_COMPLETE', to: VALID },
    ...RUN_STATES.slice(RUN_STATES.indexOf(VALID), RUN_STATES.indexOf('COMPLETE')).flatMap(steps),
    { type: 'DIRECTIVE_ADVANCED', ...of, from: VALID, to: 'SYMBOL_RUNS_COMPLETE' },
    ...(isLast ? [] : [reset]),
  ];
}

function runStep(of: Of, { symbol, run_id, artifacts }: MadeRun, from: RunState): LedgerEvent {
  const to = RUN_STATES[RUN_STATES.indexOf(from) + 1] ?? 'COMPLETE';
  const step = { type: 'RUN_ADVANCED' as const, ...of, symbol, run_id, from, to };
  if (to === 'STAGE_1_COMPLETE') {
    const results = artifacts.slice(SNAPSHOTS, FILES.length);
    return { ...step, outcome: 'TRADED', trades: 3, net_pnl: 1.5, artifacts: results };
  }
  if (to === 'STAGE_3_COMPLETE') {
    const cells = Array.from({ length: 60 }, (_, at) => [`metric_${at}`, at * 1.2345] as const);
    return { ...step, master_row: Object.fromEntries(cells) };
  }
  return to === 'STAGE_3A_COMPLETE' ? { ...step, artifacts: artifacts.slice(FILES.length) } : step;
}

function showCopies(
  folder: string,
  directive_id: string,
  { symbol, run_id, artifacts }: MadeRun,
): void {
  for (const { path } of artifacts) {
    const shown = path.slice(`runs/${run_id}/`.length);
    if (!shown.startsWith('artifacts/')) continue;
    const copy = shown.slice('artifacts/'.length).replace(/^report\//, '');
    const target = join(folder, 'backtests', `${directive_id}_${symbol}`, copy);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(folder, path), target);
  }
}

function writeViews(folder: string, ledger: Ledger, directiveId: string): void {
  const record = ledger.directive(directiveId);
  if (!record) throw new Error(`${directiveId} was not admitted`);
  const runs = ledger.runs(directiveId);
  const logs = auditLogs(ledger.eventsOf(directiveId), new Set(runs.map((run) => run.run_id)));
  const own = join(folder, 'runs', directiveId);
  mkdirSync(own);
  writeFileSync(join(own, 'directive_state.json'), directiveStateView(record, runs));
  writeFileSync(join(own, 'directive_audit.log'), logs.directive);
  for (const run of runs) {
    const capsule = join(folder, 'runs', run.run_id);
    writeFileSync(join(capsule, 'run_state.json'), runStateView(run));
    writeFileSync(join(capsule, 'audit.log'), logs.runs.get(run.run_id) ?? '');
  }
}
