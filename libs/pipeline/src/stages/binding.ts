import { AssayError, diagnostic, formatInstant, TOOL_VERSION, type Diagnostic } from '@assay/core';
import { AS_WRITTEN_FILES, buildBinding, buildManifest } from '@assay/evidence';
import { sha256Hex } from '@assay/hashing';
import { stageText } from '../staging.js';

import { artifactProblems } from '../verify-artifacts.js';
import type { RunContext, RunStep } from './stage.js';

const SNAPSHOTS: readonly string[] = ['strategy.ts', 'strategy.js', 'directive.json', 'spec.yaml'];

/**
 * Stage 3A: seals the capsule. The manifest names everything reproducible; the binding holds what
 * differs from one machine and day to the next. Nothing is sealed that is not as committed.
 */
export function bindRun(context: RunContext): Promise<RunStep> {
  const { session, directive, run } = context;
  const prefix = `runs/${run.run_id}/`;
  const sealed = new Set(['manifest.json', 'SHA256SUMS', 'binding.json']);
  const committed = session.ledger
    .artifacts(run.run_id, run.attempt)
    .filter((artifact) => !sealed.has(artifact.path.slice(prefix.length)));
  const problems = artifactProblems(session, committed).map(snapshotCode);
  if (problems.length > 0) throw AssayError.of(problems);
  const isSealed = (a: { readonly path: string }): boolean =>
    !AS_WRITTEN_FILES.includes(a.path.slice(prefix.length));
  const manifest = buildManifest({
    runId: run.run_id,
    runKey: run.run_key,
    directiveId: run.directive_id,
    symbol: run.symbol,
    strategy: directive.model.strategy,
    inputs: run.inputs,
    artifacts: committed.filter(isSealed).map((a) => ({
      path: a.path.slice(prefix.length),
      bytes: a.bytes,
      sha256: a.sha256,
    })),
  });
  const token = `${run.attempt}-${run.run_id}-3A`;
  const stage = (name: string, text: string) =>
    stageText(session, token, name, `${prefix}${name}`, text);
  const binding = buildBinding({
    runId: run.run_id,
    attempt: run.attempt,
    at: formatInstant(session.clock.now()),
    tool: `run-pipeline ${TOOL_VERSION}`,
    node: process.versions.node,
    manifestSha256: sha256Hex(manifest.text),
    strategySourceSha256: committed.find((a) => a.path === `${prefix}strategy.ts`)?.sha256,
    chainHead: session.ledger.head(),
  });
  return Promise.resolve({
    files: [
      stage('manifest.json', manifest.text),
      stage('SHA256SUMS', manifest.sums),
      stage('binding.json', binding),
    ],
  });
}

/** A lost or altered snapshot has codes of its own: it is an input, not a result. */
function snapshotCode(problem: Diagnostic): Diagnostic {
  const name = problem.place?.file.split('/').at(-1) ?? '';
  if (!SNAPSHOTS.includes(name)) return problem;
  const { code, message, ...detail } = problem;
  return diagnostic(
    code === 'ARTIFACT_MISSING' ? 'SNAPSHOT_MISSING' : 'SNAPSHOT_HASH_MISMATCH',
    message,
    detail,
  );
}
