import { spawnSync } from 'node:child_process';
import type { ManagerAnswer } from './service-port.js';

const ANSWER_MS_MAX = 20_000;

/** What a manager's own program printed. */
export interface ManagerOutput extends ManagerAnswer {
  /** Standard output; empty when the program is not there. */
  readonly out: string;
}

/** Asks the program of a manager; never through a shell, with a made environment and a time-out. */
export function runManager(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): ManagerOutput {
  const { error, status, stdout, stderr } = spawnSync(program, words, {
    env: { ...env },
    encoding: 'utf8',
    timeout: ANSWER_MS_MAX,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) return { ok: false, detail: `${program}: ${error.message}`, out: '' };
  const detail = status === 0 ? '' : `${stderr}${stdout}`.trim().slice(0, 512);
  return {
    ok: status === 0,
    detail: detail || (status === 0 ? '' : `${program} ended with ${status}`),
    out: stdout,
  };
}
