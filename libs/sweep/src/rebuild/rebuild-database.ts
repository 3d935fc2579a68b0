import { AssayError, formatStamp, isAssayError, type Clock } from '@assay/core';
import {
  auditLedger,
  openLedger,
  rebuildLedger,
  type ChainHead,
  type Ledger,
  type LedgerEvent,
} from '@assay/ledger';
import type { Writer } from '@assay/pipeline';
import { hashCanonical } from '@assay/hashing';
import { sweepId } from '../sweep-id.js';
import { capsuleEvents } from './capsule-events.js';
import { publishStrays } from './publish-strays.js';
import { readLog, withPins, type ReadLog } from './read-log.js';
import { replaceDatabase } from './replace-database.js';

/** How a database is to be made anew. */
export interface RebuildRequest {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly actor: string;
  /** Go on although events are known to be missing. */
  readonly acceptLoss: boolean;
}

/** What a rebuild came to. */
export interface Rebuilt {
  /** `sound`: the database needed nothing and was left alone. */
  readonly source: 'sound' | 'events' | 'capsules';
  readonly head: ChainHead;
  /** Files that were put aside, relative to the workspace. */
  readonly quarantined: readonly string[];
  /** What could not be told by the source. */
  readonly lost: readonly string[];
}

/**
 * Makes the database anew: from the readable event log, checked link by link, or without one from the
 * capsules alone, which is marked. The old files go to quarantine; at every moment either the old
 * database or the new one is in place, whole.
 * @throws AssayError REBUILD_REFUSED when events are known to be missing and that was not accepted.
 */
export function rebuildDatabase(request: RebuildRequest): Rebuilt {
  const { writer, clock } = request;
  const { workspace, files } = writer;
  const sound = soundHead(request);
  if (sound) {
    return { source: 'sound', head: sound, quarantined: [], lost: [] };
  }
  const log = longestLog(readLog(files, workspace), request);
  const isFromLog = log.bodies.length > 0;
  if (isFromLog) assertComplete(request, log);
  const staging = workspace.paths.staging(`rebuild-${formatStamp(clock.now())}`);
  files.makeFolder(staging.absolute);
  const path = `${staging.absolute}/assay.db`;
  const made = isFromLog ? fromLog(request, path, log) : fromCapsules(request, path);
  const { ledger, lost } = made;
  const name = sweepId(clock.now(), hashCanonical({ from: isFromLog, lost }));
  const quarantine = `${workspace.paths.quarantine.relative}/${name}`;
  try {
    const strays = publishStrays(ledger, files, workspace);
    const rebuilt: LedgerEvent = {
      type: 'LEDGER_REBUILT',
      source: isFromLog ? 'events' : 'capsules',
      quarantined: [quarantine],
      lost,
    };
    const head = ledger.commit({ events: [rebuilt], publications: strays });
    ledger.close();
    const quarantined = replaceDatabase(writer, path, quarantine);
    files.remove(staging.absolute);
    return { source: isFromLog ? 'events' : 'capsules', head, quarantined, lost };
  } finally {
    ledger.close();
  }
}

/** The head of a database that is whole and agrees with its log; undefined when it is not. */
function soundHead({ writer, clock }: RebuildRequest): ChainHead | undefined {
  const { workspace, files } = writer;
  const { database, eventsView } = workspace.paths;
  if (files.stat(database.absolute)?.kind !== 'file') return undefined;
  let ledger: Ledger | undefined;
  try {
    ledger = openLedger({ path: database.absolute, clock, actor: 'reader', readOnly: true });
    auditLedger(ledger, database.absolute);
    // An empty database beside a log that is not has lost everything.
    const log = files.stat(eventsView.absolute)?.bytes ?? 0;
    const head = ledger.head();
    return head.seq === 0 && log > 0 ? undefined : isBehind(ledger, log) ? undefined : head;
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return undefined;
  } finally {
    ledger?.close();
  }
}

/** True when the readable log holds more than the ledger: events were taken from the ledger. */
function isBehind(ledger: Ledger, logBytes: number): boolean {
  let bytes = 0;
  for (const body of ledger.eventBodies()) bytes += Buffer.byteLength(body, 'utf8') + 1;
  return logBytes > bytes;
}

/**
 * The readable log may lag behind the database that it was written from. Where only tables were
 * damaged, the events of the database are the better source; both must tell the same.
 */
function longestLog(log: ReadLog, { writer, clock }: RebuildRequest): ReadLog {
  const { database } = writer.workspace.paths;
  let ledger: Ledger | undefined;
  try {
    ledger = openLedger({
      path: database.absolute,
      clock,
      actor: 'reader',
      readOnly: true,
      checkLastLink: false,
    });
    if (ledger.verifyChain()) return log;
    const bodies = [...ledger.eventBodies()];
    const isSame = log.bodies.every((body, index) => bodies[index] === body);
    const isLonger = bodies.length > log.bodies.length;
    return isSame && isLonger ? withPins(bodies, writer.files, writer.workspace) : log;
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return log;
  } finally {
    ledger?.close();
  }
}

interface Made {
  readonly ledger: Ledger;
  readonly lost: readonly string[];
}

function fromLog({ clock, actor }: RebuildRequest, path: string, log: ReadLog): Made {
  const ledger = rebuildLedger({ path, clock, actor, bodies: log.bodies });
  return { ledger, lost: log.problem === undefined ? [] : [log.problem] };
}

function fromCapsules({ writer, clock, actor }: RebuildRequest, path: string): Made {
  const { files, workspace } = writer;
  const { events, lost } = capsuleEvents(files, workspace);
  if (events.length === 0) {
    throw new AssayError('REBUILD_REFUSED', 'there is nothing to make a ledger from', {
      place: { file: workspace.paths.runs.relative },
      found: lost.length > 0 ? lost.join('; ') : 'no readable event log and no sealed capsule',
      expected: '.assay/events.ndjson, or capsules in runs/',
    });
  }
  const ledger = openLedger({ path, clock, actor, create: true });
  ledger.commit({ events });
  return { ledger, lost };
}

function assertComplete({ writer, acceptLoss }: RebuildRequest, log: ReadLog): void {
  const pinned = log.pinnedBeyond;
  const problem = log.problem ?? pinned;
  if (problem === undefined || acceptLoss) return;
  throw new AssayError('REBUILD_REFUSED', 'the readable event log is not whole', {
    place: { file: writer.workspace.paths.eventsView.relative },
    found: problem,
    expected: 'every event up to the last head that a capsule pins',
  });
}
