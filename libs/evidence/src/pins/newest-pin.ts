import type { FileStore } from '@assay/workspace';
import { parseLogLine, type PinLine } from './pin-log-line.js';
import { linesBackwards } from './read-log.js';

/**
 * The newest pin of a class in a log, by the number of its line: of the future and thinned out ones are
 * none. Reads the log from its end only as far as it must.
 *
 * @param latestMs - Stamps later than this are of the future.
 */
export function newestPinLine(
  files: FileStore,
  log: string,
  ofClass: string,
  latestMs: number,
): PinLine | undefined {
  const mark = `"class":${JSON.stringify(ofClass)}`;
  const thinnedOut = new Set<string>();
  for (const { text } of linesBackwards(files, log)) {
    if (!text.includes(mark)) continue;
    const line = parseLogLine(text);
    if (line?.class !== ofClass) continue;
    if (line.kind === 'tombstone') thinnedOut.add(line.name);
    else if (!thinnedOut.has(line.name) && Date.parse(line.time) <= latestMs) return line;
  }
  return undefined;
}
