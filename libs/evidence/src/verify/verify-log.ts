import type { FileStore } from '@assay/workspace';
import {
  EMPTY_HEAD,
  lineHash,
  NO_LINE,
  parseLogLine,
  type LogHead,
  type LogLine,
  type PinLine,
} from '../pins/pin-log-line.js';
import { linesBackwards, readRememberedHead, readTornEnd } from '../pins/read-log.js';
import type { EvidencePlaces } from '../store/evidence-store.js';
import { fault, note, type Finding } from './verdict.js';

/** A log, read from its end. */
export interface LogReading {
  /** The lines that were read, first to last. */
  readonly lines: readonly LogLine[];
  readonly findings: readonly Finding[];
}

const LOG = 'pins/log.ndjson';

/**
 * Reads a log from its last line back to its first, or to the line of `until`, and checks that every line
 * links to the one before, that numbers count without a gap, and that the end is not before what is
 * remembered of it.
 *
 * @param memoryFiles - Reads the head that is remembered outside of the root.
 * @param until - Number of the earliest line that matters; everything before it is left unread.
 */
export function verifyLog(
  files: FileStore,
  memoryFiles: FileStore,
  places: EvidencePlaces,
  until = 1,
): LogReading {
  const lines: LogLine[] = [];
  const findings: Finding[] = [];
  const heads = [
    readRememberedHead(files, places.head),
    readRememberedHead(memoryFiles, places.memory),
  ];
  let later: LogLine | undefined;
  let last: LogHead = EMPTY_HEAD;
  let isLast = true;
  for (const { text } of linesBackwards(files, places.log)) {
    const line = parseLogLine(text);
    if (!line) {
      findings.push(fault('bad_line', LOG, `not a line of the log: ${text.slice(0, 80)}`));
      continue;
    }
    const hash = lineHash(text);
    if (isLast) last = { seq: line.seq, hash };
    isLast = false;
    findings.push(...linkFindings(line, hash, later));
    findings.push(...memoryFindings(line, hash, heads));
    lines.push(line);
    later = line;
    // One line earlier than asked for: that is what its line links to.
    if (line.seq < until) break;
  }
  if (later && until <= 1) findings.push(...firstFindings(later));
  for (const head of heads) {
    if (head && head.seq > last.seq) {
      const detail = `it ends at line ${last.seq}, line ${head.seq} is remembered`;
      findings.push(fault('rollback', LOG, detail));
      break;
    }
  }
  if (readTornEnd(files, places.log).torn > 0) {
    findings.push(note('bad_line', LOG, 'the last line is torn; the next command mends it'));
  }
  return { lines: lines.reverse(), findings };
}

function linkFindings(line: LogLine, hash: string, later: LogLine | undefined): readonly Finding[] {
  if (!later) return [];
  if (later.seq !== line.seq + 1) {
    return [fault('chain_broken', LOG, `line ${later.seq} follows line ${line.seq}`)];
  }
  if (later.prev === hash) return [];
  return [fault('chain_broken', LOG, `line ${later.seq} does not link to line ${line.seq}`)];
}

function memoryFindings(
  line: LogLine,
  hash: string,
  heads: readonly (LogHead | undefined)[],
): readonly Finding[] {
  const isAnother = heads.some((head) => head?.seq === line.seq && head.hash !== hash);
  if (!isAnother) return [];
  return [fault('chain_broken', LOG, `line ${line.seq} is not the one that is remembered`)];
}

function firstFindings(first: LogLine): readonly Finding[] {
  if (first.seq === 1 && first.prev === NO_LINE) return [];
  return [fault('chain_broken', LOG, `the first line is line ${first.seq}`)];
}

/** The pins of a log that were not thinned out since, in order of their numbers. */
export function livePins(lines: readonly LogLine[]): readonly PinLine[] {
  const live = new Map<string, PinLine>();
  for (const line of lines) {
    const key = `${line.class}/${line.name}`;
    if (line.kind === 'pin') live.set(key, line);
    else live.delete(key);
  }
  return [...live.values()];
}
