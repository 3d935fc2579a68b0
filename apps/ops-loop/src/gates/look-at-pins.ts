import { readdirSync } from 'node:fs';
import {
  linesBackwards,
  parseLogLine,
  readLogHead,
  verifyLog,
  type Finding,
  type LogLine,
  type PinLine,
} from '@assay/evidence';
import { formatStamp } from '@assay/core';
import { osErrorCode } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import { isEvidenceClass, isSealedByHand, type EvidenceClass } from '../evidence/evidence-class.js';
import { readingStore } from '../evidence/evidence-store.js';
import { verifyPinned } from '../evidence/read-pins.js';
import { FUTURE_MS } from '../runs/find-runs.js';
import { instantMs } from './instant-ms.js';
import { requiredSnapshots } from './limits.js';
import type { ClassPins, LiveState, Tampered } from './live-state.js';

/** What the record of pins says. */
export interface PinsView {
  readonly classes: LiveState['pins'];
  /** Evidence that claims to be of the future, relative to the workspace. */
  readonly future: readonly string[];
  readonly tampered: readonly Tampered[];
}

/** The classes whose ages are shown. */
const SHOWN: readonly EvidenceClass[] = ['audit', 'dashboard', 'cycle', 'greenlight', 'retain'];
/** Lines of the log whose chain is always checked; older ones are `evidence verify`'s. */
const CHAIN_LINES = 200;
/** Lines of the log that are searched for the newest green one of a class. */
const SEARCH_LINES = 5_000;

interface Newest {
  readonly newest: PinLine;
  greenMs: number | null;
}

/** Reads the log from its end until the newest and the newest green pin of every shown class are known. */
function newestPins(context: OpsContext): ReadonlyMap<EvidenceClass, Newest> {
  const { files, places } = readingStore(context);
  const latestMs = context.clock.now() + FUTURE_MS;
  const gone = new Set<string>();
  const newest = new Map<EvidenceClass, Newest>();
  let read = 0;
  for (const { text } of linesBackwards(files, places.log)) {
    read += 1;
    const line = parseLogLine(text);
    if (line) take(line);
    if (read === SEARCH_LINES || SHOWN.every((name) => newest.get(name)?.greenMs != null)) break;
  }
  return newest;

  function take(line: LogLine): void {
    const { class: name, time } = line;
    if (!isEvidenceClass(name)) return;
    const item = `${name}/${line.name}`;
    if (line.kind === 'tombstone') gone.add(item);
    const madeMs = instantMs(time);
    // A retention that was dry has thinned out nothing.
    if (name === 'retain' && line.kind === 'pin' && line.dry_run) return;
    if (line.kind === 'pin' && isSealedByHand(line)) return;
    if (line.kind !== 'pin' || gone.has(item) || madeMs === undefined || madeMs > latestMs) return;
    const known = newest.get(name);
    const greenMs = line.result === 'green' ? madeMs : null;
    if (known) known.greenMs ??= greenMs;
    else newest.set(name, { newest: line, greenMs });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (osErrorCode(error) === 'ENOENT' || osErrorCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

/** Bags and pins whose names are stamped later than now. */
function futureNames({ places, clock }: OpsContext): readonly string[] {
  const latest = formatStamp(clock.now() + FUTURE_MS);
  return (['evidence', 'pins'] as const).flatMap((kind) =>
    namesIn(places[kind]).flatMap((ofClass) =>
      namesIn(`${places[kind]}/${ofClass}`)
        .filter((name) => /^\d{8}T\d{9}Z_/.test(name) && name > latest)
        .map((name) => `out/ops/${kind}/${ofClass}/${name}`),
    ),
  );
}

function tamperedOf(findings: readonly Finding[]): readonly Tampered[] {
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ path, verdict }) => ({ what: path, why: verdict }));
}

/** Too old or too new is no tampering: that has alerts of its own. */
function isTampered({ why }: Tampered): boolean {
  return why !== 'expired' && why !== 'future';
}

function unique(all: readonly Tampered[]): readonly Tampered[] {
  return [...new Map(all.map((one) => [`${one.what}\n${one.why}`, one])).values()];
}

/**
 * Reads the log of pins: the newest of each class, whether those that the green light asks for are as they
 * were sealed, and whether the end of the log holds together. Costs the same however much there is.
 */
export function lookAtPins(context: OpsContext): PinsView {
  const { files, memoryFiles, places } = readingStore(context);
  const required = new Set<EvidenceClass>(
    requiredSnapshots(context.settings).map((one) => one.class),
  );
  const classes: Partial<Record<EvidenceClass, ClassPins>> = {};
  for (const [name, { newest, greenMs }] of newestPins(context)) {
    const problems = required.has(name)
      ? tamperedOf(verifyPinned(context, { line: newest, predicate: undefined }))
      : [];
    classes[name] = {
      name: newest.name,
      result: newest.result,
      newestMs: instantMs(newest.time) ?? 0,
      newestGreenMs: greenMs,
      problems,
    };
  }
  const from = Math.max(1, readLogHead(files, places.log).seq - CHAIN_LINES);
  const log = tamperedOf(verifyLog(files, memoryFiles, places, from).findings);
  const all = [...log, ...Object.values(classes).flatMap(({ problems }) => problems)];
  return {
    classes,
    future: futureNames(context),
    tampered: unique(all.filter(isTampered)),
  };
}
