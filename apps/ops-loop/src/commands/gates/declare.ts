import {
  declareCommand,
  MAX_AGE,
  MIN_TICKS,
  OUT_DIR,
  runCommand,
  type OpsShell,
} from '../../declare-command.js';

/** Declares the commands that judge what there is. */
export function declareGates({ program, handle, installation }: OpsShell): void {
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
