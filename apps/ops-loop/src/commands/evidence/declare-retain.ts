import { declareCommand, declareGroup, runCommand, type OpsShell } from '../../declare-command.js';
import { RETAIN_TARGETS } from '../../retention/retain-target.js';

/** Declares the commands that thin out what is old. */
export function declareRetain({ program, handle, installation }: OpsShell): void {
  const retain = declareGroup(program, 'retain', 'thin out old evidence, ticks and runs');
  for (const target of RETAIN_TARGETS) {
    declareCommand(retain, `retain ${target}`)
      .option('--keep-last <n>', 'the newest so many (default 48; ticks: 100)')
      .option('--keep-within <span>', 'all of the last span (default 24h)')
      .option('--keep-daily <n>', 'the newest of each of so many days (default 14)')
      .option('--keep-red <span>', 'all red ones of the last span (default 7d; ticks: 24h)')
      .option('--orphans', 'also what the log has no line for, or is of the future')
      .option('--allow-empty', 'keep nothing, if that is what was asked for')
      .action(
        handle((io, options) =>
          runCommand(io, `retain ${target}`, installation, options, async (context) => {
            const { retain: run } = await import('./retain.js');
            return run(context, target, options);
          }),
        ),
      );
  }
}
