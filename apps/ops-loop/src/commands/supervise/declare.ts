import { Option } from '@assay/cli';
import {
  declareCommand,
  declareGroup,
  INTERVAL,
  OUT_DIR,
  runCommand,
  type OpsShell,
} from '../../declare-command.js';

/** Declares the supervisor's commands and the tick that it takes. */
export function declareSupervise(shell: OpsShell): void {
  const supervise = declareGroup(shell.program, 'supervise', 'run, ask and stop the supervisor');
  declareRun(supervise, shell);
  declareCommand(supervise, 'supervise status').action(
    shell.handle((io, options) =>
      runCommand(io, 'supervise status', shell.installation, options, async (context) => {
        const { superviseStatus } = await import('./status.js');
        return superviseStatus(context);
      }),
    ),
  );
  declareCommand(supervise, 'supervise stop').action(
    shell.handle((io, options) =>
      runCommand(io, 'supervise stop', shell.installation, options, async (context) => {
        const { superviseStop } = await import('./stop.js');
        return superviseStop(context);
      }),
    ),
  );
  declareCommand(supervise, 'supervise smoke').action(
    shell.handle((io, options) =>
      runCommand(io, 'supervise smoke', shell.installation, options, async (context) => {
        const { superviseSmoke } = await import('./smoke.js');
        return superviseSmoke(context);
      }),
    ),
  );
  declareTick(shell);
}

function declareRun(supervise: OpsShell['program'], { handle, installation }: OpsShell): void {
  declareCommand(supervise, 'supervise run')
    .option(...INTERVAL)
    .option('--arm', 'mean it: without this nothing runs')
    .option('--timeout <span>', 'the longest that a tick may take (default: 15s to 2m)')
    .option('--ticks <n>', 'end after so many ticks')
    .action(
      handle((io, options) =>
        runCommand(io, 'supervise run', installation, options, async (context) => {
          const { superviseRun } = await import('./run.js');
          return superviseRun(context, options);
        }),
      ),
    );
}

function declareTick({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'tick')
    .option(...OUT_DIR)
    .addOption(new Option('--as <tick>', 'the name that the supervisor has chosen').hideHelp())
    .action(
      handle((io, options) =>
        runCommand(io, 'tick', installation, options, async (context) => {
          const { tick } = await import('./tick.js');
          return tick(context, options.as);
        }),
      ),
    );
}
