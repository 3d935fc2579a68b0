import { basename, join } from 'node:path';
import { AssayError } from '@assay/core';
import {
  isSound,
  livePins,
  piecesOf,
  sortFindings,
  verifyLog,
  verifyPieces,
  type Finding,
  type PinLine,
} from '@assay/evidence';
import { archiveTarget } from '../../archive/archive-target.js';
import { writeArchive, type ArchivePart } from '../../archive/write-archive.js';
import type { OpsContext } from '../../context.js';
import { readingStore } from '../../evidence/evidence-store.js';
import { pinOutcome } from '../../evidence/pin-outcome.js';
import { verifierOf } from '../../evidence/read-pins.js';
import type { OpsOutcome } from '../../outcome.js';
import { listRuns, type RunFolder } from '../../runs/find-runs.js';
import { isRunning } from '../../runs/is-running.js';
import { listTicks } from '../../runs/list-ticks.js';
import { tickProblems } from '../../tick/check-tick.js';

/**
 * Verifies a run and its evidence, then copies both as one bag to a place that keeps them, and pins that.
 *
 * @throws AssayError ARCHIVE_TARGET_REFUSED, OPS_NO_RUN, OPS_BUSY for a run that is still running,
 *   EVIDENCE_ALTERED.
 */
export function archive(context: OpsContext, written: string, to: string): OpsOutcome {
  const { io, workspace, places, clock, settings } = context;
  const target = archiveTarget(io.cwd, to, workspace.root);
  const run = runOf(context, written);
  const pins = verifiedPins(context, run);
  const ticks = verifiedTicks(run, clock.now());
  const known = { run: run.name, ticks, evidence: pins.length };
  if (settings.dryRun) return { ok: true, run: run.name, facts: { ...known, made: false } };
  const parts: readonly ArchivePart[] = [
    { from: run.path, to: `run/${run.name}` },
    ...pins.flatMap((pin) => Object.values(piecesOf(pin))).map(partOf),
    ...['pins/log.ndjson', 'pins/head.json', 'pins/keys'].map(partOf),
  ];
  const made = writeArchive(target, parts, `archive/${run.name}`, clock.now());
  const record = {
    schema: 'archive/1',
    ...known,
    to: target.path,
    files: made.files,
    bytes: made.bytes,
    manifest_sha256: made.bag.manifestSha256,
    tagmanifest_sha256: made.bag.tagManifestSha256,
  };
  return pinOutcome(
    context,
    { ok: true, run: run.name, facts: { ...known, files: made.files, to: target.path } },
    {
      class: 'archive',
      payload: [{ path: 'archive.json', bytes: `${JSON.stringify(record, null, 2)}\n` }],
      lines: { archive: target.path, archive_manifest_sha256: made.bag.manifestSha256 },
    },
  );

  function partOf(path: string): ArchivePart {
    return { from: join(places.root, path), to: path };
  }
}

function runOf(context: OpsContext, written: string): RunFolder {
  const name = basename(written);
  const run = listRuns(context).runs.find((one) => one.name === name);
  if (!run) {
    throw new AssayError('OPS_NO_RUN', 'there is no such run', {
      found: written,
      expected: `a run folder of ${context.places.supervisor}`,
    });
  }
  if (!isRunning(run.path)) return run;
  throw new AssayError('OPS_BUSY', 'the run is still running', {
    found: run.name,
    expected: 'a run that has ended',
    next: 'Stop it first: `ops-loop stop`.',
  });
}

/** The evidence of a run, after it was verified. */
function verifiedPins(context: OpsContext, run: RunFolder): readonly PinLine[] {
  const store = readingStore(context);
  const verifier = verifierOf(context, store);
  const log = verifyLog(store.files, store.memoryFiles, store.places);
  const pins = livePins(log.lines).filter((line) => line.run === run.name);
  const findings = sortFindings([
    ...log.findings,
    ...pins.flatMap((pin) => verifyPieces(verifier, pin)),
  ]);
  if (isSound(findings)) return pins;
  const errors = findings.filter(({ severity }) => severity === 'error');
  throw notAsSealed(context.places.root, errors);
}

function verifiedTicks(run: RunFolder, nowMs: number): number {
  const { ticks } = listTicks(run.path, nowMs);
  for (const { name } of ticks) {
    const [problem] = tickProblems(run.path, name);
    if (problem === undefined) continue;
    throw notAsSealed(run.path, [
      { verdict: 'hash_mismatch', severity: 'error', path: name, detail: problem },
    ]);
  }
  return ticks.length;
}

function notAsSealed(root: string, [first]: readonly Finding[]): AssayError {
  return new AssayError('EVIDENCE_ALTERED', 'what is not as it was sealed is not archived', {
    place: { file: join(root, first?.path ?? '') },
    found: `${first?.verdict ?? ''}: ${first?.detail ?? ''}`,
    expected: 'evidence as it was sealed',
  });
}
