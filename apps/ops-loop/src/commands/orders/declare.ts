import { Option } from '@assay/cli';
import {
  declareCommand,
  MAX_AGE,
  MIN_TICKS,
  OUT_DIR,
  runCommand,
  type OpsShell,
  type ParentCommand,
} from '../../declare-command.js';

/** Declares the commands that do several things in order. */
export function declareOrders(shell: OpsShell): void {
  declareStop(shell);
  declareSoak(shell);
  declareCycle(shell);
  declareGuard(shell);
}

function declareStop({ program, handle, installation }: OpsShell): void {
  const managers = ['systemd', 'launchd', 'none'] as const;
  declareCommand(program, 'stop')
    .option('--quick', 'do not wait for a further tick before calling it proved')
    .addOption(new Option('--manager <kind>', 'default: the one that answers').choices(managers))
    .action(
      handle((io, options) =>
        runCommand(io, 'stop', installation, options, async (context) => {
          const { stop } = await import('./stop.js');
          return stop(context, options);
        }),
      ),
    );
}

function declareSoak({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'soak')
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .option('--for <span>', 'how long', '4h')
    .option('--every <span>', 'time between two checkpoints', '5m')
    .option('--fail <k/n>', 'red checkpoints among the last that end it', '3/5')
    .option('--missed <n>', 'missed ticks that are put up with (default: one in a hundred)')
    .action(
      handle((io, options) =>
        runCommand(io, 'soak', installation, options, async (context) => {
          const { soak } = await import('./soak.js');
          return soak(context, options);
        }),
      ),
    );
}

function declareCycle({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'cycle')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .action(
      handle((io, options) =>
        runCommand(io, 'cycle', installation, options, async (context) => {
          const { cycle } = await import('../../orders/cycle.js');
          return cycle(context);
        }),
      ),
    );
}

function declareGuard({ program, handle, installation }: OpsShell): void {
  const guard = declareCommand(program, 'guard');
  guard.action(
    handle((io, options) =>
      runCommand(io, 'guard', installation, options, async (context) => {
        const { guard: look } = await import('./guard.js');
        return look(context);
      }),
    ),
  );
  declareCommand(guard as unknown as ParentCommand, 'cycle')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .action(
      handle((io, options) => {
        // The parser gives flags that both words know to the first, wherever they were written.
        const flags = { ...guard.opts(), ...options };
        return runCommand(io, 'cycle', installation, flags, async (context) => {
          const { guardCycle } = await import('./guard.js');
          return guardCycle(context);
        });
      }),
    );
}
