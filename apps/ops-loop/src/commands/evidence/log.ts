import { renderTable, type Column } from '@assay/cli';
import { linesBackwards, parseLogLine, type LogLine } from '@assay/evidence';
import type { OpsContext } from '../../context.js';
import { readingStore } from '../../evidence/evidence-store.js';
import { parseCount } from '../../settings/settings.js';
import type { OpsOutcome } from '../../outcome.js';

/** Flags of the command. */
export interface LogFlags {
  readonly class?: string | undefined;
  readonly last?: string | undefined;
}

const LAST = 20;
const COLUMNS: readonly Column[] = [
  { header: 'SEQ', align: 'right' },
  { header: 'TIME' },
  { header: 'CLASS' },
  { header: 'RESULT' },
  { header: 'TOKEN' },
  { header: 'NAME' },
];

/** Lists the newest lines of the log, last one first; nothing is verified. */
export function log(context: OpsContext, flags: LogFlags): OpsOutcome {
  const { files, places } = readingStore(context);
  const last =
    flags.last === undefined ? LAST : parseCount({ text: flags.last, from: '--last' }, 0);
  const shown: LogLine[] = [];
  for (const { text } of linesBackwards(files, places.log)) {
    const line = parseLogLine(text);
    if (!line || (flags.class !== undefined && line.class !== flags.class)) continue;
    shown.push(line);
    if (shown.length === last) break;
  }
  return {
    ok: true,
    facts: { lines: shown.length },
    data: { lines: shown.map((line) => ({ ...line })) },
    lines: ({ style, width }) => [renderTable(COLUMNS, shown.map(rowOf), { style, width })],
  };
}

function rowOf(line: LogLine): readonly string[] {
  const head = [String(line.seq), line.time, line.class];
  return line.kind === 'pin'
    ? [...head, line.result, line.token, line.name]
    : [...head, 'gone', line.reason, line.name];
}
