import {
  declareCommand,
  MAX_AGE,
  MIN_TICKS,
  OUT_DIR,
  runCommand,
  type OpsShell,
} from '../../declare-command.js';

function declareHealth({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'health')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .option('--archive <dir>', 'judge an archived run instead of the live one')
    .action(
      handle((io, options) =>
        runCommand(io, 'health', installation, options, async (context) => {
          const { health } = await import('./health.js');
          return health(context);
        }),
      ),
    );
}

function declareMetrics({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'metrics')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .option('--watch <span>', 'look again and again, until interrupted: 30, 5s, 5m')
    .option('--textfile', 'also write metrics/ops_loop.prom for Prometheus')
    .action(
      handle((io, options) =>
        runCommand(io, 'metrics', installation, options, async (context) => {
          const { metrics } = await import('./metrics.js');
          return metrics(context, options);
        }),
      ),
    );
}

/** Declares the commands that judge what there is. */
export function declareGates(shell: OpsShell): void {
  declareHealth(shell);
  declareMetrics(shell);
}
