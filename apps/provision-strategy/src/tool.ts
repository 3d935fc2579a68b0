import type { ToolDefinition } from '@assay/cli';

/** The tool, for the installation in a folder. */
export function createTool(root: string): ToolDefinition {
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
      { command: 'provision-strategy --list-templates', remark: 'what a file can start from' },
      {
        command: 'provision-strategy My_Cross --template moving_average_cross',
        remark: "a recipe's whole logic in a file, to be changed",
      },
    ],
    exits: ['success', 'blocked', 'usage', 'refused', 'busy', 'bug', 'interrupted'],
    build({ main, handle }) {
      main()
        .argument('[directive]', 'id of the directive')
        .option('--check', 'write nothing; exit 1 when the file would change')
        .option('--template <name>', 'start a new file from a template')
        .option('--list-templates', 'list the templates and end')
        .action(
          handle(async (io, directive, { check, template, listTemplates }) => {
            const tool = await import('./provision.js');
            if (listTemplates === true) return tool.showTemplates();
            return tool.provision(io, directive, { root, check: check === true, template });
          }),
        );
    },
  };
}
