/** A step of file or database work, as the preload wrote it down. */
export interface Step {
  readonly thread: 'main' | 'worker';
  /** 1-based, counted in each thread by itself. */
  readonly step: number;
  /** `open`, `write`, `rename`, `sql`, … */
  readonly name: string;
  /** The path that the step makes or changes, relative to the workspace; the statement of `sql`. */
  readonly target: string;
  readonly isKilled: boolean;
}

const LINE = /^(main|worker) (\d+) (\w+) (.*?)( KILLED| STOPPED)?$/;

/** Parses a trace; throws on a line that is none. */
export function parseTrace(text: string): readonly Step[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, thread, step, name = '', target = '', end] = LINE.exec(line) ?? [];
      if (thread === undefined) throw new Error(`no line of a trace: ${line}`);
      return {
        thread: thread === 'worker' ? 'worker' : 'main',
        step: Number(step),
        name,
        target,
        isKilled: end === ' KILLED',
      };
    });
}

/** True for the step that makes a transaction of the ledger count. */
export function isCommit(step: Step): boolean {
  return step.name === 'sql' && step.target === 'COMMIT';
}

/** `sql COMMIT`, `rename runs/Cross/audit.log`. */
export function describeStep({ name, target }: Step): string {
  return `${name} ${target}`;
}
