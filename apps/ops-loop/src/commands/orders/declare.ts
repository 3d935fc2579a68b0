import { Option } from '@assay/cli';
import { declareCommand, runCommand, type OpsShell } from '../../declare-command.js';

/** Declares the commands that do several things in order. */
export function declareOrders(shell: OpsShell): void {
  declareStop(shell);
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
