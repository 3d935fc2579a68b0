import { performance } from 'node:perf_hooks';
import type { Clock } from '@assay/core';

/** Time as a supervisor needs it: what people call it, what only goes forward, and waiting. */
export interface Timebase extends Clock {
  /** Monotonic milliseconds from an arbitrary zero. */
  elapsed(): number;
  /** Resolves at that monotonic time, or at once when the signal is aborted. */
  waitUntil(elapsedMs: number, signal: AbortSignal): Promise<void>;
}

/** Node's timers overflow above this and then fire at once. */
const TIMER_MS_MAX = 2_147_483_647;

/** The machine's time. */
export function realTimebase(clock: Clock): Timebase {
  const wait = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, TIMER_MS_MAX));
      signal.addEventListener('abort', done);
    });
  return {
    now: () => clock.now(),
    elapsed: () => performance.now(),
    async waitUntil(elapsedMs, signal) {
      // A timer may fire a little early: a tick never does.
      for (;;) {
        const restMs = elapsedMs - performance.now();
        if (restMs <= 0 || signal.aborted) return;
        await wait(Math.ceil(restMs), signal);
      }
    },
  };
}
