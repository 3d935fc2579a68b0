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

function auditLines(events: readonly StoredEvent[]): string {
  return events
    .map(({ seq, at, actor, type, payload }) =>
      JSON.stringify({ seq, timestamp: at, event: type, actor, details: payload }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/**
 * `audit.log` of a run as NDJSON, oldest first, from the events of its directive: those that mention the
 * run, without what they say of other runs and of the files that were read.
 */
export function runAuditLines(events: readonly StoredEvent[], runId: string): string {
  return auditLines(
    events.filter((event) => mentionsRun(event, runId)).map((event) => narrowed(event, runId)),
  );
}

function narrowed(event: StoredEvent, runId: string): StoredEvent {
  const payload: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event.payload)) {
    if (key === 'sources') continue;
    const isList = RUN_LISTS.includes(key) && Array.isArray(value);
    payload[key] = isList ? value.filter((item) => hasRunId(item, runId)) : value;
  }
  return { ...event, payload };
}

/** Members of events that list runs. */
const RUN_LISTS: readonly string[] = ['runs', 'archived_runs', 'recreated_runs'];

/** `directive_audit.log` as NDJSON, from the events of the directive, oldest first. */
export function directiveAuditLines(events: readonly StoredEvent[]): string {
  return auditLines(events);
}

/**
 * `events.ndjson`: the stored bytes of every event, one a line, so that the chain can be checked
 * without the tools: `head -n1 events.ndjson | tr -d '\n' | sha256sum` is the `prev_hash` of line 2.
 */
export function eventsNdjson(events: readonly StoredEvent[]): string {
  return events.map(({ body }) => `${body}\n`).join('');
}

/** True when an event is about a run: it names the run, or lists it among those bound or archived. */
function mentionsRun(event: StoredEvent, runId: string): boolean {
  const { payload } = event;
  if (payload['run_id'] === runId) return true;
  return RUN_LISTS.some((key) => {
    const list = payload[key];
    return Array.isArray(list) && list.some((item) => hasRunId(item, runId));
  });
}

function hasRunId(item: unknown, runId: string): boolean {
  return typeof item === 'object' && item !== null && 'run_id' in item && item.run_id === runId;
}
