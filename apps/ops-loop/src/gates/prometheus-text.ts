import { instantMs } from './instant-ms.js';
import { ALERT_IDS } from '../outcome.js';
import type { MetricsDocument } from './metrics-document.js';
import type { LiveState } from './live-state.js';

/** Ticks of a run by how they ended. */
export type TickTotals = Readonly<Record<'ready' | 'not_ready' | 'failed' | 'timed_out', number>>;

/** One metric with its samples. */
interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly samples: readonly (readonly [
    labels: Readonly<Record<string, string>>,
    value: number | null,
  ])[];
}

/** As the text format wants label values: backslash, quote and line end escaped. */
function labelText(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function sampleLine(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const words = Object.entries(labels).map(([key, text]) => `${key}="${labelText(text)}"`);
  return `${name}${words.length === 0 ? '' : `{${words.join(',')}}`} ${value}`;
}

/** A family of which nothing is known is left out: `absent()` finds it, a zero would hide it. */
function familyLines({ name, type, help, samples }: Family): readonly string[] {
  const known = samples.flatMap(([labels, value]) =>
    value === null ? [] : [sampleLine(name, labels, value)],
  );
  return known.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...known];
}

function one(value: number | null): Family['samples'] {
  return [[{}, value]];
}

function secondsOf(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : ms / 1000;
}

function tickFamilies(state: LiveState, totals: TickTotals): readonly Family[] {
  const { record } = state.latest ?? {};
  return [
    {
      name: 'ops_loop_last_tick_timestamp_seconds',
      type: 'gauge',
      help: 'When the newest complete tick ended.',
      samples: one(secondsOf(instantMs(record?.finished))),
    },
    {
      name: 'ops_loop_ready',
      type: 'gauge',
      help: '1 when the newest complete tick says that all is ready.',
      samples: one(record?.ready === true ? 1 : 0),
    },
    {
      name: 'ops_loop_ticks_total',
      type: 'counter',
      help: 'Ticks of the run by how they ended.',
      samples: Object.entries(totals).map(([result, count]) => [{ result }, count]),
    },
    {
      name: 'ops_loop_missed_ticks_total',
      type: 'counter',
      help: 'Ticks of the run that were due while another went on.',
      samples: one(state.missedTicks),
    },
    {
      name: 'ops_loop_tick_duration_seconds',
      type: 'gauge',
      help: 'How long the newest complete tick took.',
      samples: one(secondsOf(record?.ms)),
    },
  ];
}

function loopFamilies(state: LiveState, document: MetricsDocument): readonly Family[] {
  const detail = document.ext.alert_detail;
  const level = (id: string, severity: string): number =>
    detail.some((alert) => alert.id === id && alert.severity === severity) ? 1 : 0;
  return [
    {
      name: 'ops_loop_supervisor_up',
      type: 'gauge',
      help: '1 when the supervisor answers.',
      samples: one(state.supervisor.isAlive ? 1 : 0),
    },
    {
      name: 'ops_loop_snapshot_last_success_timestamp_seconds',
      type: 'gauge',
      help: 'When the newest green snapshot of a class was pinned.',
      samples: (['audit', 'dashboard', 'cycle'] as const).map((name) => [
        { class: name },
        secondsOf(state.pins[name]?.newestGreenMs),
      ]),
    },
    {
      name: 'ops_loop_disk_free_bytes',
      type: 'gauge',
      help: 'Free bytes of the disk that holds out/ops.',
      samples: one(state.diskFreeBytes),
    },
    {
      name: 'ops_loop_alert',
      type: 'gauge',
      help: '1 while an alert stands; severity error turns gates red, warn asks for a look.',
      samples: ALERT_IDS.flatMap((id) =>
        (['error', 'warn'] as const).map(
          (severity) => [{ id, severity }, level(id, severity)] as const,
        ),
      ),
    },
    {
      name: 'ops_loop_metrics_timestamp_seconds',
      type: 'gauge',
      help: 'When this file was written.',
      samples: one(state.nowMs / 1000),
    },
  ];
}

/** The metrics in the text format of Prometheus, for its textfile collector. Ends with a line end. */
export function prometheusText(
  state: LiveState,
  document: MetricsDocument,
  totals: TickTotals,
): string {
  const families = [...tickFamilies(state, totals), ...loopFamilies(state, document)];
  return `${families.flatMap(familyLines).join('\n')}\n`;
}
