import { formatInstant } from '@assay/core';
import type { FileStore } from '@assay/workspace';
import {
  formatLogLine,
  lineHash,
  parseLogLine,
  type LogHead,
  type LogLine,
  type PinLine,
} from '../pins/pin-log-line.js';
import { linesBackwards } from '../pins/read-log.js';
import { carryOut, nextLink } from '../store/changes.js';
import { sealedAtMs } from '../store/seal-evidence.js';
import { TRASH_PREFIX, type EvidencePlaces, type EvidenceStore } from '../store/evidence-store.js';
import { readEvidenceTree } from '../verify/evidence-tree.js';
import { livePins } from '../verify/verify-log.js';
import { piecesOf } from '../verify/verify-pin.js';
import type { RetentionItem } from './plan-retention.js';

/** The evidence that the log has and nobody thinned out, and what lies there without a line. */
export interface EvidenceStock {
  readonly items: readonly PinLine[];
  /** Pieces that the log has no live line for. */
  readonly orphans: readonly OrphanPiece[];
  /** What lies there; paths relative to the root. */
  readonly paths: ReadonlySet<string>;
}

/** A piece without a live line in the log; its path is relative to the root. */
export interface OrphanPiece {
  readonly class: string;
  readonly name: string;
  readonly path: string;
}

/** Reads what there is. Call it with the lock held when it is to be acted upon. */
export function readStock(files: FileStore, places: EvidencePlaces): EvidenceStock {
  const lines: LogLine[] = [];
  for (const { text } of linesBackwards(files, places.log)) {
    const line = parseLogLine(text);
    if (line) lines.push(line);
  }
  const items = livePins(lines.reverse());
  const known = new Set(items.flatMap((item) => Object.values(piecesOf(item))));
  const { paths, inMotion } = readEvidenceTree({ files, places });
  const orphans = [...paths]
    .filter((path) => !known.has(path) && !inMotion.has(path))
    .map((path) => ({ path, ...nameOf(path) }));
  return { items, orphans, paths };
}

function nameOf(path: string): { readonly class: string; readonly name: string } {
  const [, ofClass = '', name = ''] = path.split('/');
  return { class: ofClass, name: name.replace(/\.(tgz|json|txt)$/, '') };
}

/** The items of a class as a plan wants them. */
export function retentionItems(stock: EvidenceStock, ofClass: string): readonly RetentionItem[] {
  const referenced = new Set(stock.items.flatMap(({ references }) => references));
  return stock.items
    .filter((item) => item.class === ofClass)
    .map((item) => ({
      key: item.name,
      timeMs: Date.parse(item.time),
      result: item.result,
      isReferenced: referenced.has(`${item.class}/${item.name}`),
    }));
}

/** What is to go. */
export interface ThinOut {
  /** What it was chosen from. */
  readonly stock: EvidenceStock;
  readonly items: readonly PinLine[];
  readonly orphans: readonly OrphanPiece[];
}

/**
 * Moves evidence aside, writes tombstones, then deletes it, as one change: a process that dies leaves what
 * the next one finishes. The caller has the lock.
 */
export function thinOutAlone(store: EvidenceStore, what: ThinOut): void {
  const { clock } = store;
  const paths = [
    // A piece may be gone already; that is the verifier's to tell.
    ...what.items
      .flatMap((item) => Object.values(piecesOf(item)))
      .filter((path) => what.stock.paths.has(path)),
    ...what.orphans.map(({ path }) => path),
  ];
  if (what.items.length + what.orphans.length === 0) return;
  const link = nextLink(store);
  const trash = `${TRASH_PREFIX}${String(link.seq + 1)}`;
  const time = formatInstant(clock.now());
  carryOut(store, {
    name: `thin-out-${String(link.seq + 1)}`,
    moves: paths.map((path) => ({ from: path, to: `${trash}/${path}` })),
    lines: tombstones(link, [
      ...what.items.map((item) => ({ ...item, reason: 'retention', time })),
      ...namesOf(what.orphans).map((item) => ({
        ...item,
        reason: 'orphan',
        time,
        pin_sha256: null,
      })),
    ]),
    trash,
  });
}

type Dead = Pick<LogLine, 'class' | 'name' | 'time'> & {
  readonly reason: string;
  readonly pin_sha256: string | null;
};

function tombstones(link: LogHead, dead: readonly Dead[]): readonly string[] {
  let { seq, hash } = link;
  return dead.map(({ class: ofClass, name, time, reason, pin_sha256 }) => {
    seq += 1;
    const text = formatLogLine({
      kind: 'tombstone',
      seq,
      prev: hash,
      time,
      class: ofClass,
      name,
      pin_sha256,
      reason,
    });
    hash = lineHash(text);
    return text;
  });
}

function namesOf(orphans: readonly OrphanPiece[]): readonly OrphanPiece[] {
  const names = new Map(orphans.map((orphan) => [`${orphan.class}/${orphan.name}`, orphan]));
  return [...names.values()];
}

/** Bags of a class, counted on disk; only names that a seal gives. */
export function countBags(files: FileStore, places: EvidencePlaces, ofClass: string): number {
  return files
    .list(`${places.evidence}/${ofClass}`)
    .filter(({ name, kind }) => kind === 'folder' && sealedAtMs(name) !== undefined).length;
}
