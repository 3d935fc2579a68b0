import type { ToolDefinition } from '@assay/cli';

/** The tool, for the installation in a folder. */
export function createTool(root: string): ToolDefinition {
  return {
    name: 'reset-directive',
    version: '0.1.0',
    summary: 'Takes a directive back, with a reason, archiving what it leaves behind.',
    examples: [
      {
        command: 'reset-directive FX_MA_Cross_H1 --reason "new data"',
        remark: 'start a new attempt',
      },
      {
        command: 'reset-directive FX_MA_Cross_H1 --failed-only --reason "disk was full"',
        remark: 'only the failed runs again',
      },
      {
        command: 'reset-directive FX_MA_Cross_H1 --to-stage4 --reason "again" --dry-run',
        remark: 'show what a stage-4 reset would do',
      },
    ],
    exits: ['success', 'blocked', 'usage', 'integrity', 'refused', 'busy', 'bug', 'interrupted'],
    build({ main, handle }) {
      main()
        .argument('<directive>', 'id of the directive')
        .requiredOption('--reason <text>', 'why: recorded with the reset')
        .option('--actor <name>', 'who (default: the user of the operating system)')
        .option('--to-stage4', 'back to SYMBOL_RUNS_COMPLETE: keeps every run, repeats stage 4')
        .option('--failed-only', 'creates failed runs anew, keeps the others')
        .option('--dry-run', 'print the plan and change nothing')
        .action(
          handle(async (io, directive, options) => {
            const { resetDirective } = await import('./reset-directive.js');
            return resetDirective(io, root, directive, options);
          }),
        );
    },
  };
}
