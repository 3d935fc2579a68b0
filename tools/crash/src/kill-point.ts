/** Where a process is killed: in front of (or in the middle of) a step of one of its threads, or after a while. */
export type KillPoint =
  | {
      readonly kind: 'step';
      readonly thread: 'main' | 'worker';
      /** 1-based, counted in each thread by itself. */
      readonly step: number;
      /** `torn`: half of a write is done first. */
      readonly how: 'before' | 'torn';
    }
  | {
      readonly kind: 'instant';
      /** Milliseconds after the start of the process. */
      readonly afterMs: number;
      readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
    };

const STEP = /^(?:(main|worker):)?([1-9]\d*)(:torn)?$/;
const INSTANT = /^ms:(\d+)(?::(SIGKILL|SIGTERM|SIGINT))?$/;

/** `main:137`, `worker:12:torn`, `ms:350`, `ms:350:SIGTERM`: what `--step` takes. */
export function formatKillPoint(point: KillPoint): string {
  if (point.kind === 'instant') {
    return `ms:${point.afterMs}${point.signal === 'SIGKILL' ? '' : `:${point.signal}`}`;
  }
  return `${point.thread}:${point.step}${point.how === 'torn' ? ':torn' : ''}`;
}

/** The reverse; a bare number is a step of the main thread. Undefined for anything else. */
export function parseKillPoint(text: string): KillPoint | undefined {
  const step = STEP.exec(text);
  if (step) {
    return {
      kind: 'step',
      thread: step[1] === 'worker' ? 'worker' : 'main',
      step: Number(step[2]),
      how: step[3] === undefined ? 'before' : 'torn',
    };
  }
  const instant = INSTANT.exec(text);
  if (!instant) return undefined;
  const [, ms, signal = 'SIGKILL'] = instant;
  return { kind: 'instant', afterMs: Number(ms), signal: signal as 'SIGKILL' };
}

/** A kill of the command, and perhaps kills of the commands after it, each of which recovers. */
export interface KillPlan {
  readonly first: KillPoint;
  readonly again: readonly KillPoint[];
}

/** `main:137+main:12`. */
export function formatKillPlan({ first, again }: KillPlan): string {
  return [first, ...again].map(formatKillPoint).join('+');
}

/** The reverse; undefined when it is no plan. */
export function parseKillPlan(text: string): KillPlan | undefined {
  const points = text.split('+').map(parseKillPoint);
  const [first, ...again] = points.filter((point) => point !== undefined);
  return first && again.length + 1 === points.length ? { first, again } : undefined;
}
