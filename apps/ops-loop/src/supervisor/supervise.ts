import { formatInstant } from '@assay/core';
import type { RunPhase, RunState } from '../records/run-state.js';
import type { SoakIndexLine, TickRecord, TickStatus } from '../records/tick-record.js';
import { tickName } from '../tick/tick-name.js';
import { backoff, DEGRADED_AFTER, nextTick, type NextTick } from './pace.js';
import type { RunWriter } from './run-writer.js';
import type { RunningTick, TickEnd } from './tick-process.js';
import type { Timebase } from './timebase.js';

/** What a supervisor works with. */
export interface SuperviseParts {
  readonly timebase: Timebase;
  readonly writer: RunWriter;
  readonly signal: AbortSignal;
  /** In [0, 1); seeded. */
  readonly chance: () => number;
  /** Ends after so many ticks; Infinity for never. */
  readonly ticksMax: number;
  /** Starts the process of a tick. */
  start(tick: string): RunningTick;
  /** The record of a sealed tick; undefined when the folder is not there. */
  sealed(tick: string): TickRecord | undefined;
  /** Removes what dead ticks left half made. */
  clear(): void;
  /** False when nobody can find this supervisor any more. */
  isReachable(): boolean;
  /** Told of each tick. */
  report(line: SoakIndexLine, detail: string): void;
}

/** How a tick went. */
interface TickResult {
  readonly status: TickStatus;
  readonly record: TickRecord | undefined;
  readonly end: TickEnd;
}

/** Counts over a whole run. */
export interface RunCounts {
  readonly ticks: number;
  readonly failures: number;
  readonly notReady: number;
}

/** Ticks until it is told to stop, one after the other, on a fixed schedule. */
export class Supervisor {
  readonly #parts: SuperviseParts;
  #state: RunState;
  #counts: RunCounts = { ticks: 0, failures: 0, notReady: 0 };
  #lastEndedMs: number | undefined;

  constructor(state: RunState, parts: SuperviseParts) {
    this.#state = state;
    this.#parts = parts;
  }

  /** The state as it is now. */
  get state(): RunState {
    return this.#state;
  }

  get counts(): RunCounts {
    return this.#counts;
  }

  /** @returns Why it ended: told to, all ticks taken, or nobody could find it any more. */
  async run(): Promise<'stopped' | 'done' | 'unreachable'> {
    const { timebase, signal, writer, ticksMax } = this.#parts;
    const pace = { startMs: timebase.elapsed(), intervalMs: this.#state.interval_ms };
    let next: NextTick = { slot: 0, dueMs: pace.startMs, missed: 0 };
    let why: 'stopped' | 'done' | 'unreachable' = 'stopped';
    while (!signal.aborted) {
      await timebase.waitUntil(next.dueMs, signal);
      if (signal.aborted) break;
      if (!this.#parts.isReachable()) {
        why = 'unreachable';
        break;
      }
      await this.#tick();
      if (this.#counts.ticks >= ticksMax) {
        why = 'done';
        break;
      }
      const failures = this.#state.consecutive_failures;
      const waitMs = backoff(failures, pace.intervalMs, failures === 0 ? 0 : this.#parts.chance());
      next = nextTick(pace, next.slot, timebase.elapsed(), waitMs);
      this.#schedule(next, failures === 0 ? 0 : waitMs);
    }
    writer.event('stopping', { why });
    this.#change({ phase: 'stopping', next_due: null });
    return why;
  }

  /** Writes the last state; nothing changes after it. */
  finish(): void {
    this.#change({ phase: 'stopped', in_flight: null, next_due: null });
    const { ticks, failures, notReady } = this.#counts;
    const missed = this.#state.missed_ticks;
    this.#parts.writer.event('stopped', { ticks, failures, not_ready: notReady, missed });
    this.#parts.writer.seal();
  }

  #schedule(next: NextTick, backoffMs: number): void {
    const { timebase, writer } = this.#parts;
    const inMs = Math.max(0, next.dueMs - timebase.elapsed());
    if (next.missed > 0) writer.event('missed', { slots: next.missed });
    if (backoffMs > 0) writer.event('backoff', { ms: backoffMs });
    this.#change({
      missed_ticks: this.#state.missed_ticks + next.missed,
      next_due: formatInstant(timebase.now() + Math.round(inMs)),
    });
  }

  async #tick(): Promise<void> {
    const { timebase, writer } = this.#parts;
    const seq = this.#state.seq + 1;
    const startedMs = timebase.now();
    const name = tickName(startedMs, seq);
    const running = this.#parts.start(name);
    this.#change({
      seq,
      next_due: null,
      in_flight: running.process
        ? { seq, started: formatInstant(startedMs), ...running.process }
        : null,
    });
    writer.event('tick_begun', { seq, tick: name, pid: running.process?.pid ?? null });
    this.#end(name, this.#judge(name, await running.ended));
  }

  /** What lies on the disk decides, not what the process said. */
  #judge(name: string, end: TickEnd): TickResult {
    const record = this.#parts.sealed(name);
    if (record) return { status: record.ready ? 'ready' : 'not_ready', record, end };
    return { status: end.ended ?? 'failed', record, end };
  }

  #end(name: string, { status, record, end }: TickResult): void {
    const { writer } = this.#parts;
    const isFailure = status === 'failed' || status === 'timed_out';
    const line = this.#line(status, record);
    writer.soak(line);
    const { exit, killedBy, words } = end;
    const detail = record?.reasons.join(', ') ?? (status === 'stopped' ? '' : gist(words));
    writer.event('tick_ended', {
      seq: line.seq,
      tick: line.tick,
      status,
      exit,
      killed_by: killedBy,
      ...(record ? {} : { name, words }),
    });
    if (!record) this.#parts.clear();
    const before = this.#state.consecutive_failures;
    // A tick that was told to stop says nothing about the ones before it.
    const failures = isFailure ? before + 1 : status === 'stopped' ? before : 0;
    this.#count(status);
    this.#change({
      phase: this.#phase(failures),
      in_flight: null,
      consecutive_failures: failures,
      ...(record && {
        last_completed: {
          seq: record.seq,
          tick: record.tick,
          finished: record.finished,
          ready: record.ready,
        },
      }),
    });
    this.#parts.report(line, detail);
  }

  #line(status: TickStatus, record: TickRecord | undefined): SoakIndexLine {
    const endedMs = this.#parts.timebase.now();
    const seconds = (fromMs: number) => Math.round(endedMs - fromMs) / 1000;
    const line: SoakIndexLine = {
      seq: this.#state.seq,
      tick: record?.tick ?? null,
      ts: formatInstant(endedMs),
      status,
      age_sec: record ? seconds(Date.parse(record.finished)) : 0,
      gap_sec: this.#lastEndedMs === undefined ? null : seconds(this.#lastEndedMs),
    };
    this.#lastEndedMs = endedMs;
    return line;
  }

  #phase(failures: number): RunPhase {
    if (failures >= DEGRADED_AFTER) return 'degraded';
    // A failed first tick is no start yet.
    if (this.#state.phase === 'starting' && failures > 0) return 'starting';
    return 'running';
  }

  #count(status: TickStatus): void {
    const { ticks, failures, notReady } = this.#counts;
    this.#counts = {
      ticks: ticks + 1,
      failures: failures + (status === 'failed' || status === 'timed_out' ? 1 : 0),
      notReady: notReady + (status === 'not_ready' ? 1 : 0),
    };
  }

  #change(change: Partial<RunState>): void {
    const updated = formatInstant(this.#parts.timebase.now());
    this.#state = { ...this.#state, ...change, updated };
    this.#parts.writer.state(this.#state);
  }
}

/** What a tick that left nothing had to say: its error, or else its last line. */
function gist(words: string): string {
  const lines = words.trim().split('\n');
  return lines.find((line) => line.startsWith('error ')) ?? lines.at(-1) ?? '';
}
