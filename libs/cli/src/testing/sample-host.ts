import { fixedClock, type ExitCode } from '@assay/core';
import { recordedTerminal, runTool, type ToolDefinition, type ToolHost } from '../index.js';
import { SAMPLE_TOOL } from './sample-tool.js';

/** What a call printed and how it ended. */
export interface CallRecord {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** How the outside of a call differs from a pipe with an empty environment. */
export interface CallSetting {
  readonly tool?: ToolDefinition;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTty?: boolean;
  readonly columns?: number;
}

/** Runs a tool inside the test, against a recording terminal. */
export async function call(
  argv: readonly string[],
  setting: CallSetting = {},
): Promise<CallRecord> {
  const { tool = SAMPLE_TOOL, env = {}, isTty = false, columns = 80 } = setting;
  const terminal = recordedTerminal({ isTty, columns });
  const host: ToolHost = {
    argv,
    env,
    cwd: '/somewhere',
    terminal,
    clock: fixedClock(0),
    onInterrupt: () => () => undefined,
    writeCrashLog: ({ workspace }) => Promise.resolve(`${workspace ?? '/tmp'}/crash.log`),
  };
  const exit = await runTool(tool, host);
  return { exit, out: terminal.out(), err: terminal.err() };
}
