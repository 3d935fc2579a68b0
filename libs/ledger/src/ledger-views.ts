import type { DirectiveRecord, RunRecord, StoredEvent } from './ledger.js';

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** `run_state.json`: a run's state for people and scripts. Ends with a line feed. */
export function runStateView(run: RunRecord): string {
  return pretty({
    run_id: run.run_id,
    directive_id: run.directive_id,
    symbol: run.symbol,
    attempt: run.attempt,
    current_state: run.state,
    outcome: run.outcome,
    history: run.history,
    last_updated: run.last_updated,
  });
}

/** `directive_state.json`: a directive's state with the run ids of its live attempt by symbol. */
export function directiveStateView(directive: DirectiveRecord, runs: readonly RunRecord[]): string {
  return pretty({
    directive_id: directive.directive_id,
    attempt: directive.attempt,
    current_state: directive.state,
    runs: Object.fromEntries(runs.map((run) => [run.symbol, run.run_id])),
    inputs: directive.inputs,
    history: directive.history,
    last_updated: directive.last_updated,
  });
}

function auditLine({ seq, at, actor, type, payload }: StoredEvent): string {
  return `${JSON.stringify({ seq, timestamp: at, event: type, actor, details: payload })}\n`;
}

/** Both kinds of audit logs as NDJSON, oldest first. */
export interface AuditLogs {
  /** `directive_audit.log`. */
  readonly directive: string;
  /** `audit.log` by run id. */
  readonly runs: ReadonlyMap<string, string>;
}

/**
 * The audit logs of a directive and of its runs, from the events of the directive, in one pass: a log may
 * be larger than what should be held. A run's has the events that mention the run, without what they say
 * of other runs and of the files that were read.
 *
 * @param only - The runs that are asked for; all of them unless given.
 */
export function auditLogs(events: Iterable<StoredEvent>, only?: ReadonlySet<string>): AuditLogs {
  const directive: string[] = [];
  const runs = new Map<string, string[]>();
  for (const event of events) {
    directive.push(auditLine(event));
    for (const runId of mentionedRuns(event)) {
      if (only && !only.has(runId)) continue;
      const lines = runs.get(runId);
      if (lines) lines.push(auditLine(narrowed(event, runId)));
      else runs.set(runId, [auditLine(narrowed(event, runId))]);
    }
  }
  return {
    directive: directive.join(''),
    runs: new Map([...runs].map(([runId, lines]) => [runId, lines.join('')])),
  };
}

/** The audit log of one run alone, as `auditLogs` gives it. */
export function runAuditLog(events: Iterable<StoredEvent>, runId: string): string {
  const lines: string[] = [];
  for (const event of events) {
    if (mentionedRuns(event).has(runId)) lines.push(auditLine(narrowed(event, runId)));
  }
  return lines.join('');
}

/** An event is about the run that it names, and those that it lists as bound, archived or created anew. */
function mentionedRuns({ payload }: StoredEvent): ReadonlySet<string> {
  const named = typeof payload['run_id'] === 'string' ? [payload['run_id']] : [];
  const listed = RUN_LISTS.flatMap((key) => {
    const list = payload[key];
    return Array.isArray(list) ? list.flatMap(runIdOf) : [];
  });
  return new Set([...named, ...listed]);
}

function narrowed(event: StoredEvent, runId: string): StoredEvent {
  const payload: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event.payload)) {
    if (key === 'sources') continue;
    const isList = RUN_LISTS.includes(key) && Array.isArray(value);
    payload[key] = isList ? value.filter((item) => runIdOf(item)[0] === runId) : value;
  }
  return { ...event, payload };
}

/** Members of events that list runs. */
const RUN_LISTS: readonly string[] = ['runs', 'archived_runs', 'recreated_runs'];

/**
 * `events.ndjson`: the stored bytes of every event, one a line, so that the chain can be checked
 * without the tools: `head -n1 events.ndjson | tr -d '\n' | sha256sum` is the `prev_hash` of line 2.
 */
export function eventsNdjson(events: readonly StoredEvent[]): string {
  return events.map(({ body }) => `${body}\n`).join('');
}

/** The run id that an item of such a list names; empty when it names none. */
function runIdOf(item: unknown): readonly string[] {
  const isNamed = typeof item === 'object' && item !== null && 'run_id' in item;
  return isNamed && typeof item.run_id === 'string' ? [item.run_id] : [];
}
