import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHECK_BAG = fileURLToPath(new URL('./check_bag.py', import.meta.url));

/** What a program that is not ours said. */
export interface Judgement {
  readonly status: number | null;
  readonly said: string;
}

/** Runs a program and collects what it prints. */
export function judge(program: string, words: readonly string[], cwd?: string): Judgement {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  });
  if (error) throw error;
  return { status, said: stdout + stderr };
}

/** The RFC 8493 checker in Python. */
export function judgeBags(...bags: readonly string[]): Judgement {
  return judge('python3', [CHECK_BAG, ...bags]);
}
