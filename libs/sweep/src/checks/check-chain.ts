import { createHash } from 'node:crypto';
import { isAssayError } from '@assay/core';
import { auditChain, auditLedger, type Ledger } from '@assay/ledger';
import type { FileStore } from '@assay/workspace';
import { finding, type Finding } from '../finding.js';
import type { SweepWorld } from '../sweep-world.js';

/**
 * Whether the event log can be trusted at all: every link, every table against a fold of the log, and
 * the readable log beside it. At most one finding: with a broken log nothing else can be judged.
 */
export function checkChain(world: SweepWorld): readonly Finding[] {
  const { ledger, workspace, files } = world;
  if (!ledger) return [];
  const broken = auditProblem(world, ledger);
  if (broken) return [broken];
  const log = workspace.paths.eventsView;
  const there = files.stat(log.absolute);
  const { seq } = ledger.head();
  if (!there) return seq === 0 ? [] : [logFinding('stale-view', log.relative, 'no such file', seq)];
  if (there.kind !== 'file') {
    return [logFinding('stale-view', log.relative, `a ${there.kind}`, seq)];
  }
  switch (standingOfLog(ledger, files, log.absolute, there.bytes)) {
    case 'whole':
      return [];
    case 'lagging':
      return [logFinding('stale-view', log.relative, 'the beginning of the log only', seq)];
    case 'edited':
      return [logFinding('edited-view', log.relative, 'other events than in the ledger', seq)];
    case 'ahead':
      return [
        finding('broken-chain', 'LEDGER_CHAIN_BROKEN', {
          subject: '@workspace',
          path: log.relative,
          message: `events from ${seq + 1} on are missing at the end of the ledger`,
          found: `${seq} events in the ledger, more in its readable log`,
          expected: 'a ledger that holds every event of its readable log',
        }),
      ];
  }
}

function auditProblem({ workspace, isAsLeft }: SweepWorld, ledger: Ledger): Finding | undefined {
  const { absolute, relative } = workspace.paths.database;
  try {
    if (isAsLeft) auditChain(ledger, absolute);
    else auditLedger(ledger, absolute);
    return undefined;
  } catch (error) {
    if (!isAssayError(error)) throw error;
    const { found = '', expected = '' } = error.diagnostic;
    return finding('broken-chain', error.code, {
      subject: '@workspace',
      path: relative,
      message: error.message,
      found,
      expected,
    });
  }
}

function logFinding(
  kind: 'stale-view' | 'edited-view',
  path: string,
  found: string,
  events: number,
): Finding {
  const isEdited = kind === 'edited-view';
  return finding(kind, isEdited ? 'VIEW_DRIFT' : 'VIEW_STALE', {
    subject: '@workspace',
    path,
    message: isEdited
      ? 'the readable event log contradicts the ledger'
      : 'the readable event log is not up to date',
    found,
    expected: `the ${events} events of the ledger`,
    // Every command that writes makes it again, and keeps one that contradicts beside it.
    repairs: [{ do: 'rebuild', view: 'events' }],
  });
}

type LogStanding = 'whole' | 'lagging' | 'edited' | 'ahead';

/** Compares a readable log with the events; neither is held in memory as a whole. */
function standingOfLog(ledger: Ledger, files: FileStore, path: string, bytes: number): LogStanding {
  const expected = createHash('sha256');
  let size = 0;
  for (const body of ledger.eventBodies()) {
    const line = Buffer.from(`${body}\n`, 'utf8');
    // Of a log that lags, and may be torn, only its own length is compared.
    if (size < bytes) expected.update(line.subarray(0, bytes - size));
    size += line.length;
  }
  const digest = expected.digest('hex');
  if (bytes <= size) {
    if (files.digest(path).sha256 !== digest) return 'edited';
    return bytes === size ? 'whole' : 'lagging';
  }
  const beginning = files.readFile(path).subarray(0, size);
  return createHash('sha256').update(beginning).digest('hex') === digest ? 'ahead' : 'edited';
}
