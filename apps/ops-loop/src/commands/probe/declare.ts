import { declareCommand, OUT_DIR, runCommand, type OpsShell } from '../../declare-command.js';

/** Declares the commands that find out whether the workspace is ready. */
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
}
