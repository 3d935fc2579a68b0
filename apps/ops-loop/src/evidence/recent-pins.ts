import { linesBackwards, parseLogLine, readPinOf, type PinLine } from '@assay/evidence';
import type { OpsContext } from '../context.js';
import { FUTURE_MS } from '../runs/find-runs.js';
import { isSealedByHand, type EvidenceClass } from './evidence-class.js';
import { readingStore } from './evidence-store.js';
import type { Pinned } from './read-pins.js';

/**
 * The newest pins of a class that are not of the future, not thinned out and not sealed by hand, newest
 * first; at most `count`. Nothing is verified.
 */
export function recentPins(
  context: OpsContext,
  ofClass: EvidenceClass,
  count: number,
): readonly Pinned[] {
  const { files, places } = readingStore(context);
  const latestMs = context.clock.now() + FUTURE_MS;
  const thinnedOut = new Set<string>();
  const lines: PinLine[] = [];
  for (const { text } of linesBackwards(files, places.log)) {
    if (lines.length === count) break;
    const line = parseLogLine(text);
    if (line?.class !== ofClass) continue;
    if (line.kind === 'tombstone') thinnedOut.add(line.name);
    else if (isSealedByHand(line)) continue;
    else if (!thinnedOut.has(line.name) && Date.parse(line.time) <= latestMs) lines.push(line);
  }
  return lines.map((line) => ({
    line,
    predicate: readPinOf(files, places, line)?.statement.predicate,
  }));
}
