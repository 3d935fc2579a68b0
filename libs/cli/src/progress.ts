/** How one subject of long work stands; a subject is usually a symbol. */
export interface ProgressUpdate {
  /** Names the line: `EURUSD`. */
  readonly subject: string;
  /** What is being done: `1 execution`. */
  readonly stage: string;
  /** Units done so far in this stage. */
  readonly done?: number;
  /** Units in all in this stage. */
  readonly total?: number;
  /** What is counted; bars unless said. */
  readonly unit?: string;
}

/** How the work on a subject ended. */
export type ProgressVerdict = 'done' | 'failed' | 'skipped';

/** Shows long work on stderr: redrawn lines on a terminal, plain lines elsewhere, nothing when quiet. */
export interface Progress {
  /** Tells where a subject stands; cheap enough to be called often. */
  update(update: ProgressUpdate): void;
  /** Tells that a subject is finished; it leaves a line that stays. */
  finish(subject: string, verdict: ProgressVerdict, note?: string): void;
  /** Writes talk so that it does not collide with the redrawn lines. */
  above(text: string): void;
  /** Takes the redrawn lines away; called by the shell at the end. */
  close(): void;
}

/** The mark in front of a finished subject. */
export const VERDICT_MARKS: Readonly<Record<ProgressVerdict, string>> = {
  done: '✓',
  failed: '✗',
  skipped: '–',
};

/** Progress that only lets talk through. */
export function silentProgress(write: (text: string) => void): Progress {
  return {
    update: () => undefined,
    finish: () => undefined,
    above: write,
    close: () => undefined,
  };
}
