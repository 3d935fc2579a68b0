import { join } from 'node:path';
import { isTemporaryName, type FileStore } from '@assay/workspace';
import { lineHash, parseLogLine, type LogHead } from '../pins/pin-log-line.js';
import { headText, readLogHead, readRememberedHead, readTornEnd } from '../pins/read-log.js';
import type { EvidenceStore } from './evidence-store.js';

/**
 * A change that is whole once its record is on disk: from then on it is carried out, by this process or by
 * the next one, and every step of it may be done twice.
 */
export interface Change {
  /** One path segment below the folder of changes; unique among the unfinished. */
  readonly name: string;
  /** Renames, in order; paths relative to the root. */
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  /** Lines for the log, without line feeds, in order of their numbers. */
  readonly lines: readonly string[];
  /** A folder relative to the root that is removed at the end; null for none. */
  readonly trash: string | null;
}

const RECORD = 'change.json';

/** Where a change may prepare its files before it is carried out. */
export function changeFolder(store: EvidenceStore, name: string): string {
  return join(store.places.changes, name);
}

/** Makes a change durable and carries it out. What it moves must be there, and durable already. */
export function carryOut(store: EvidenceStore, change: Change): void {
  const { files } = store;
  files.writeAtomic(join(changeFolder(store, change.name), RECORD), JSON.stringify(change));
  finish(store, change, change.moves);
}

/** Finishes every change that was whole when its process died, and clears away those that were not. */
export function recoverChanges(store: EvidenceStore): void {
  const { files, places } = store;
  for (const { name } of files.list(places.changes)) {
    const change = readChange(files, places.changes, name);
    if (change) finish(store, change, openMoves(store, change));
    else files.remove(join(places.changes, name));
  }
  for (const { name } of files.list(places.pins)) {
    // Of a head that was being written; under the lock nobody else writes here.
    if (!isTemporaryName(name)) continue;
    files.moveAside(join(places.pins, name), join(places.changes, name));
    files.remove(join(places.changes, name));
  }
  mendLog(store);
}

/** Every unfinished change, for those who look without changing anything. */
export function unfinishedChanges(files: FileStore, changesFolder: string): readonly Change[] {
  return files.list(changesFolder).flatMap(({ name }) => {
    const change = readChange(files, changesFolder, name);
    return change ? [change] : [];
  });
}

function readChange(files: FileStore, folder: string, name: string): Change | undefined {
  try {
    const value = JSON.parse(files.readText(join(folder, name, RECORD))) as Change;
    return { ...value, name };
  } catch {
    // Not written yet, or being cleared away at this moment.
    return undefined;
  }
}

/** The moves that a process which died had not done yet. */
function openMoves({ files, places }: EvidenceStore, { moves }: Change): Change['moves'] {
  return moves.filter(({ from }) => files.exists(join(places.root, from)));
}

function finish(store: EvidenceStore, change: Change, moves: Change['moves']): void {
  const { files, places } = store;
  if (moves.length > 0) {
    files.publish(
      moves.map(({ from, to }) => ({ from: `${places.root}/${from}`, to: `${places.root}/${to}` })),
    );
  }
  appendLines(store, change.lines);
  if (change.trash !== null) files.remove(join(places.root, change.trash));
  files.remove(changeFolder(store, change.name));
}

/** Adds those lines that the log does not have yet. */
function appendLines(store: EvidenceStore, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const { files, places } = store;
  mendLog(store);
  const { seq: there } = readLogHead(files, places.log);
  const missing = lines.filter((text) => (parseLogLine(text)?.seq ?? 0) > there);
  if (missing.length > 0) files.appendDurable(places.log, `${missing.join('\n')}\n`);
  const last = lines.at(-1) ?? '';
  remember(store, { seq: parseLogLine(last)?.seq ?? 0, hash: lineHash(last) });
}

/** Cuts off what a killed process left of a line: its change is carried out again. */
function mendLog({ files, places }: EvidenceStore): void {
  const { whole, torn } = readTornEnd(files, places.log);
  if (torn > 0) files.writeAtomic(places.log, files.readPart(places.log, 0, whole));
}

function remember({ files, memoryFiles, places }: EvidenceStore, head: LogHead): void {
  files.writeAtomic(places.head, headText(head));
  memoryFiles.writeAtomic(places.memory, headText(head));
}

/**
 * What the next line links to: the log's last line, unless a later one is remembered. Then lines were
 * taken away, and the next one says so for ever by not fitting to what is left.
 */
export function nextLink({ files, memoryFiles, places }: EvidenceStore): LogHead {
  const heads = [
    readLogHead(files, places.log),
    readRememberedHead(files, places.head),
    readRememberedHead(memoryFiles, places.memory),
  ];
  return heads.reduce<LogHead>(
    (highest, head) => (head && head.seq > highest.seq ? head : highest),
    heads[0] ?? { seq: 0, hash: '' },
  );
}

/** Number of the last line that there was; 0 before the first. */
export function logSeq(store: EvidenceStore): number {
  return nextLink(store).seq;
}
