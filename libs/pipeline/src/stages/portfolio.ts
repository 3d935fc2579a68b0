import { join } from 'node:path';
import {
  AssayError,
  diagnostic,
  formatInstant,
  isAssayError,
  TOOL_VERSION,
  type Diagnostic,
} from '@assay/core';
import { buildBinding, sealPortfolioManifest } from '@assay/evidence';
import { canonicalJson, hashCanonical, sha256Hex } from '@assay/hashing';
import type { LedgerEvent, RunRecord } from '@assay/ledger';
import type { PolicyModel } from '@assay/report';
import { capsuleProblems } from '../capsule-problems.js';
import { commitEvents, commitStaged } from '../commit.js';
import { endsTheCall } from '../environment-errors.js';
import { familyOf } from '../inputs/family.js';
import { familyTrials } from '../inputs/family-trials.js';
import { readPolicy } from '../inputs/policy-file.js';
import { previousAttempt } from '../inputs/previous-attempt.js';
import { placeStaged, stageText, stagingFolder } from '../staging.js';

import { builtFileHash } from '../toolchain.js';
import type { PortfolioResult } from '../work/tasks.js';
import type { DirectiveContext, StagedFile } from './stage.js';

/**
 * Stage 4: verifies every capsule anew, evaluates the directive as one portfolio, seals the result.
 * A capsule that does not verify fails the directive (its runs stay COMPLETE); so does any other
 * failure of the evaluation itself.
 */
export async function evaluatePortfolio(context: DirectiveContext): Promise<void> {
  const { files, workspace } = context.session;
  const { policy, diagnostics } = readPolicy(files, workspace, context.file.id);
  // A policy that cannot be read is mended and the call repeated: no result is lost over it.
  if (!policy) throw AssayError.of(diagnostics);
  try {
    await evaluate(context, policy);
  } catch (error) {
    if (!isAssayError(error) || endsTheCall(error)) throw error;
    failDirective(context, error.diagnostics);
    throw error;
  }
}

async function evaluate(context: DirectiveContext, policy: PolicyModel): Promise<void> {
  const { session, file } = context;
  const runs = session.ledger.runs(file.id);
  const record = session.ledger.directive(file.id);
  if (!record) throw new Error(`directive ${file.id} vanished from the ledger`);
  const token = `${record.attempt}-${file.id}-4`;
  const trials = familyTrials(session.ledger, familyOf(context.model), record.inputs);
  const previous = previousAttempt(session.ledger, file.id, record.attempt, {
    runIds: runs.map((run) => run.run_id),
    policy: policy.sha256,
  });
  const computing = session.pool.run<PortfolioResult>({
    kind: 'portfolio',
    computeFile: session.toolchain.computeFile,
    directiveId: file.id,
    policy,
    trials,
    previous,
    artifacts: runs.map((run) =>
      join(session.workspace.paths.capsule(run.run_id).absolute, 'artifacts'),
    ),
    stagingFolder: join(session.workspace.root, stagingFolder(session, token)),
  });
  // Hashed while a thread computes: what came of altered files is thrown away before anybody sees it.
  const [result, problems] = await Promise.allSettled([
    computing,
    Promise.resolve().then(() => runs.flatMap((run) => capsuleProblems(session, run))),
  ]);
  if (problems.status === 'rejected') throw problems.reason;
  if (problems.value.length > 0) throw AssayError.of(problems.value);
  if (result.status === 'rejected') throw result.reason;
  const target = `portfolios/${file.id}`;
  const files = placeStaged(session, token, result.value.files, target);
  const conflicts = rowConflicts(context, result.value.row);
  if (conflicts.length > 0) throw AssayError.of(conflicts);
  const inputs = {
    compute: builtFileHash(session.toolchain.computeFile),
    policy: policy.sha256,
    trials: hashCanonical(trials),
    ...(previous === null ? {} : { previous: hashCanonical(previous) }),
  };
  const place = { token, target, attempt: record.attempt };
  const sealed = [...files, ...sealFiles(context, place, files, runs, inputs)];
  const events: LedgerEvent[] = [
    {
      type: 'PORTFOLIO_SEALED',
      directive_id: file.id,
      attempt: record.attempt,
      artifacts: sealed.map(({ target: path, bytes, sha256 }) => ({ path, bytes, sha256 })),
      portfolio_row: result.value.row,
    },
    {
      type: 'DIRECTIVE_ADVANCED',
      directive_id: file.id,
      attempt: record.attempt,
      from: record.state,
      to: 'PORTFOLIO_COMPLETE',
    },
  ];
  commitStaged(session, events, sealed);
}

function sealFiles(
  context: DirectiveContext,
  { token, target, attempt }: { token: string; target: string; attempt: number },
  files: readonly StagedFile[],
  runs: readonly RunRecord[],
  inputs: Readonly<Record<string, string>>,
): readonly StagedFile[] {
  const { session, file } = context;
  const manifest = sealPortfolioManifest({
    directiveId: file.id,
    inputs,
    runs: runs.map((run) => ({
      symbol: run.symbol,
      runId: run.run_id,
      manifestSha256: manifestHash(context, run),
    })),
    artifacts: files.map((f) => ({
      path: f.target.slice(target.length + 1),
      bytes: f.bytes,
      sha256: f.sha256,
    })),
  });
  const binding = buildBinding({
    directiveId: file.id,
    attempt,
    at: formatInstant(session.clock.now()),
    tool: `run-pipeline ${TOOL_VERSION}`,
    node: process.versions.node,
    manifestSha256: sha256Hex(manifest.text),
    chainHead: session.ledger.head(),
  });
  const stage = (name: string, text: string) =>
    stageText(session, token, name, `${target}/${name}`, text);
  return [
    stage('manifest.json', manifest.text),
    stage('SHA256SUMS', manifest.sums),
    stage('binding.json', binding),
  ];
}

function manifestHash(context: DirectiveContext, run: RunRecord): string {
  const path = `runs/${run.run_id}/manifest.json`;
  const found = context.session.ledger.artifacts(run.run_id).find((a) => a.path === path);
  if (!found) throw new Error(`run ${run.run_id} is COMPLETE without a manifest`);
  return found.sha256;
}

/** A current row of the same attempt with other content means that something is not reproducible. */
function rowConflicts(
  context: DirectiveContext,
  row: PortfolioResult['row'],
): readonly Diagnostic[] {
  const { session, file } = context;
  const [current] = session.ledger.portfolioRows({ directiveId: file.id, status: 'current' });
  if (!current || canonicalJson(current.values) === canonicalJson(row)) return [];
  return [
    diagnostic('PORTFOLIO_ROW_CONFLICT', `the portfolio row of ${file.id} has other content`, {
      found: canonicalJson(row),
      expected: canonicalJson(current.values),
      next: `reset-directive ${file.id} --reason "…"`,
    }),
  ];
}

function failDirective(context: DirectiveContext, problems: readonly Diagnostic[]): void {
  const { session, file } = context;
  const record = session.ledger.directive(file.id);
  if (!record) throw new Error(`directive ${file.id} vanished from the ledger`);
  commitEvents(session, [
    {
      type: 'DIRECTIVE_FAILED',
      directive_id: file.id,
      attempt: record.attempt,
      from: record.state,
      diagnostics: problems,
    },
  ]);
}
