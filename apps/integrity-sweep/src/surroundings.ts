import type { Clock } from '@assay/core';
import type { ToolIo } from '@assay/cli';
import { currentUser, toolchainAt, type SessionRequest } from '@assay/pipeline';

/** The real clock, the only place where this tool asks for it. */
export const CLOCK: Clock = { now: () => Date.now() };

/** What a command that writes opens the workspace with. */
export function sessionRequest(
  io: ToolIo,
  root: string,
  command: string,
  actor: string | undefined,
): SessionRequest {
  return {
    workspaceFlag: io.flags.workspace,
    cwd: io.cwd,
    command: `integrity-sweep ${command}`,
    actor: actor ?? currentUser(),
    clock: CLOCK,
    toolchain: toolchainAt(root),
    jobs: 1,
    signal: io.signal,
    waitMs: io.flags.waitMs ?? 0,
    progress: () => undefined,
    say: (line) => io.say(line),
    report: (found) => io.report(found),
  };
}
