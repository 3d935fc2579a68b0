import type { TriageScene } from './triage-scene.js';

/** Why something is as it is, and what to do about it. */
export interface Cause {
  /** What was found, in one line. */
  readonly cause: string;
  /** The command that a person runs next. */
  readonly command: string;
  /** `info` is nothing to worry about: wait, or it is meant to be so. `error` unless stated. */
  readonly severity?: 'error' | 'warn' | 'info';
}

/** One row of the table: a symptom, one cause of it, and how that cause is found. */
export interface TriageRow {
  /** lower_snake; stable. */
  readonly id: string;
  /** What a person sees. */
  readonly symptom: string;
  /** Undefined when this is not the cause. */
  readonly find: (scene: TriageScene) => Cause | undefined;
}
