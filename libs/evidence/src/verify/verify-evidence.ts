import type { FileStore } from '@assay/workspace';
import type { LogLine, PinLine } from '../pins/pin-log-line.js';
import { readEvidenceTree, type EvidenceTree } from './evidence-tree.js';
import { fault, isSound, sortFindings, type Finding } from './verdict.js';
import { livePins, verifyLog } from './verify-log.js';
import { compareItems, piecesOf, timeFindings, verifyPieces, type Verifier } from './verify-pin.js';

/** What a verification looked at and what it found. */
export interface EvidenceCheck {
  /** The items that were checked, by class and time. */
  readonly items: readonly PinLine[];
  /** Sorted by path; empty when all is well and everything is signed and fresh. */
  readonly findings: readonly Finding[];
  /** Lines of the log. */
  readonly lines: number;
}

/** Evidence may be sealed or thinned out while it is looked at; so often it is looked at again. */
const ROUNDS_MAX = 4;

/**
 * Checks everything: the chain of the log, every item that it has and that was not thinned out, and that
 * nothing lies there which it does not have. Takes no lock and changes nothing; what another command was
 * just moving is looked at again.
 *
 * @param memoryFiles - Reads the head that is remembered outside of the root.
 */
export function verifyEvidence(verifier: Verifier, memoryFiles: FileStore): EvidenceCheck {
  for (let round = 1; ; round += 1) {
    const check = verifyOnce(verifier, memoryFiles);
    if (isSound(check.findings) || round === ROUNDS_MAX) return check;
    const { lines } = verifyLog(verifier.files, memoryFiles, verifier.places);
    if (lines.length === check.lines && readEvidenceTree(verifier).inMotion.size === 0)
      return check;
  }
}

function verifyOnce(verifier: Verifier, memoryFiles: FileStore): EvidenceCheck {
  const tree = readEvidenceTree(verifier);
  const log = verifyLog(verifier.files, memoryFiles, verifier.places);
  const items = [...livePins(log.lines)].sort(compareItems);
  const findings = [...log.findings, ...extraFindings(tree, items, log.lines)];
  const newest = newestOf(items);
  for (const item of items) {
    if (isInMotion(tree, item)) continue;
    findings.push(...verifyPieces(verifier, item));
    const isNewest = newest.get(item.class) === item;
    // That an item is old is news only when there is none after it.
    findings.push(
      ...timeFindings(verifier, item).filter(({ verdict }) => isNewest || verdict !== 'expired'),
    );
  }
  return { items, findings: sortFindings(findings), lines: log.lines.length };
}

function isInMotion({ inMotion }: EvidenceTree, item: PinLine): boolean {
  return Object.values(piecesOf(item)).some((path) => inMotion.has(path));
}

function newestOf(items: readonly PinLine[]): ReadonlyMap<string, PinLine> {
  const newest = new Map<string, PinLine>();
  for (const item of items) {
    const before = newest.get(item.class);
    if (!before || item.seq > before.seq) newest.set(item.class, item);
  }
  return newest;
}

function extraFindings(
  tree: EvidenceTree,
  items: readonly PinLine[],
  lines: readonly LogLine[],
): readonly Finding[] {
  const known = new Set(items.flatMap((item) => Object.values(piecesOf(item))));
  const gone = new Set<string>();
  for (const line of lines) {
    if (line.kind === 'tombstone') for (const path of Object.values(piecesOf(line))) gone.add(path);
  }
  return [...tree.paths]
    .filter((path) => !known.has(path) && !tree.inMotion.has(path))
    .map((path) => {
      if (tree.links.has(path)) return fault('symlink', path, 'a symbolic link');
      return fault(
        'extra_file',
        path,
        gone.has(path) ? 'the log says that it was thinned out' : 'the log has no line for it',
      );
    });
}
