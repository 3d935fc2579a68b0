import { sha256 } from './workspace-tree.js';

/** An event of the ledger, as a line of `.assay/events.ndjson` says it. */
export interface LoggedEvent {
  readonly seq: number;
  readonly type: string;
  readonly prev_hash: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Parses the readable log, line by line. */
export function parseEvents(text: string): readonly LoggedEvent[] {
  return logLines(text).map((line) => JSON.parse(line) as LoggedEvent);
}

function logLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Checks the chain by hand, without the ledger's own code; the first broken link, or undefined. */
export function brokenLink(text: string): string | undefined {
  let previous = '0'.repeat(64);
  let seq = 0;
  for (const line of logLines(text)) {
    const event = JSON.parse(line) as LoggedEvent;
    seq += 1;
    if (event.seq !== seq) return `event ${event.seq} stands where ${seq} should`;
    if (event.prev_hash !== previous) return `event ${seq} does not follow from event ${seq - 1}`;
    previous = sha256(line);
  }
  return undefined;
}

interface Archived {
  readonly run_id: string;
}

/**
 * Transitions that were committed more than once, as `subject attempt state`. A reset that archives a
 * run, or takes a directive back, allows what it took back once more.
 */
export function repeatedCommits(events: readonly LoggedEvent[]): readonly string[] {
  const seen = new Set<string>();
  const repeated: string[] = [];
  const forget = (subject: string): void => {
    for (const key of seen) if (key.startsWith(`${subject} `)) seen.delete(key);
  };
  for (const { type, payload } of events) {
    if (type === 'DIRECTIVE_RESET') {
      forget(String(payload['directive_id']));
      for (const { run_id } of (payload['archived_runs'] ?? []) as readonly Archived[]) {
        forget(run_id);
      }
    }
    const subject =
      type === 'RUN_ADVANCED'
        ? payload['run_id']
        : type === 'DIRECTIVE_ADVANCED'
          ? payload['directive_id']
          : undefined;
    if (subject === undefined) continue;
    const key = `${String(subject)} ${String(payload['attempt'])} ${String(payload['to'])}`;
    if (seen.has(key)) repeated.push(key);
    seen.add(key);
  }
  return repeated;
}

/** What differs between the readable log and the ledger's own table, as exported with `--format json`. */
export function logProblem(text: string, exported: string): string | undefined {
  const rows = JSON.parse(exported) as readonly { readonly seq: number; readonly hash: string }[];
  const hashes = logLines(text).map(sha256);
  if (rows.length !== hashes.length) {
    return `${rows.length} events in the ledger, ${hashes.length} in its readable log`;
  }
  const wrong = rows.findIndex((row, index) => row.hash !== hashes[index]);
  return wrong < 0 ? undefined : `event ${wrong + 1} differs between the ledger and its log`;
}
