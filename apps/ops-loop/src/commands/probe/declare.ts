import {
  declareCommand,
  MAX_AGE,
  OUT_DIR,
  runCommand,
  type OpsShell,
} from '../../declare-command.js';

/** Declares the commands that find out whether the workspace is ready, and why it is not. */
export function declareProbe({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'probe')
    .option(...OUT_DIR)
    .action(
      handle((io, options) =>
        runCommand(io, 'probe', installation, options, async (context) => {
          const { probe } = await import('./probe.js');
          return probe(context);
        }),
      ),
    );
  declareCommand(program, 'doctor')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .action(
      handle((io, options) =>
        runCommand(io, 'doctor', installation, options, async (context) => {
          const { doctor } = await import('./doctor.js');
          return doctor(context);
        }),
      ),
    );
}
