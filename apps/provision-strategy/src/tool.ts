import type { ToolDefinition } from '@assay/cli';

/** The tool, for the installation in a folder. */
export function createTool(_root: string): ToolDefinition {
  return {
    name: 'provision-strategy',
    version: '0.1.0',
    summary: 'Writes or re-synchronises the strategy file that a directive describes.',
    examples: [
      { command: 'provision-strategy FX_MA_Cross_H1', remark: 'write what is missing or outdated' },
      {
        command: 'provision-strategy FX_MA_Cross_H1 --check',
        remark: 'only say whether it would write',
      },
    ],
    exits: ['success', 'blocked', 'usage', 'refused', 'busy', 'bug', 'interrupted'],
    build({ main, handle }) {
      main()
        .argument('<directive>', 'id of the directive')
        .option('--check', 'write nothing; exit 1 when the file would change')
        .action(
          handle(async (io, directive, options) => {
            const { provision } = await import('./provision.js');
            return provision(io, directive, options.check === true);
          }),
        );
    },
  };
}
