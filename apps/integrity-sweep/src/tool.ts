import type { ToolDefinition, ToolShell } from '@assay/cli';
import { TOOL_VERSION } from '@assay/core';

/** The tool, for the installation in a folder; what a command does is loaded when it runs. */
export function createTool(root: string): ToolDefinition {
  return {
    name: 'integrity-sweep',
    version: TOOL_VERSION,
    summary: 'Compares ledger and folders both ways; reports, or repairs with --fix.',
    examples: [
      { command: 'integrity-sweep', remark: 'report what does not agree; change nothing' },
      { command: 'integrity-sweep --fix', remark: 'carry out the plan of that report' },
      { command: 'integrity-sweep verify', remark: 'hash all evidence anew; write nothing' },
      {
        command: 'integrity-sweep retire FX_MA_Cross_H1 --reason "replaced"',
        remark: 'take its rows out of the sheet',
      },
      {
        command: 'integrity-sweep undo 20260131T090807006Z-1a2b3c4d',
        remark: 'put everything back',
      },
      { command: 'integrity-sweep purge --older-than 30d', remark: 'delete old quarantine' },
      { command: 'integrity-sweep rebuild', remark: 'make a lost database anew' },
    ],
    exits: ['success', 'blocked', 'usage', 'integrity', 'refused', 'busy', 'bug', 'interrupted'],
    build(shell) {
      declareSweep(shell, root);
      declareVerify(shell);
      declareRetire(shell, root);
      declareUndo(shell, root);
      declarePurge(shell, root);
      declareRebuild(shell, root);
    },
  };
}

const ACTOR = ['--actor <name>', 'who (default: the user of the operating system)'] as const;

function declareSweep({ main, handle }: ToolShell, root: string): void {
  main()
    .option('--fix', 'carry out the plan; nothing is ever destroyed')
    .option('--plan <hash>', 'with --fix: refuse any other plan than this one')
    .option(...ACTOR)
    .action(
      handle(async (io, options) => {
        const { sweep } = await import('./commands/sweep.js');
        return sweep(io, root, options);
      }),
    );
}

function declareVerify({ program, handle }: ToolShell): void {
  program
    .command('verify')
    .description('recompute chain, tables and every hash; reads only')
    .action(
      handle(async (io) => {
        const { verify } = await import('./commands/verify.js');
        return verify(io);
      }),
    );
}

function declareRetire({ program, handle }: ToolShell, root: string): void {
  program
    .command('retire')
    .description('take the rows of a directive out of the sheet, with a reason')
    .argument('<directive>', 'id of the directive')
    .requiredOption('--reason <text>', 'why: recorded with each row')
    .option(...ACTOR)
    .option('--dry-run', 'print what would be done and change nothing')
    .action(
      handle(async (io, directive, options) => {
        const { retire } = await import('./commands/retire.js');
        return retire(io, root, directive, options);
      }),
    );
}

function declareUndo({ program, handle }: ToolShell, root: string): void {
  program
    .command('undo')
    .description('take a sweep or a retirement back, byte for byte')
    .argument('<sweep>', 'name of the sweep, as it was printed')
    .option(...ACTOR)
    .action(
      handle(async (io, name, options) => {
        const { undo } = await import('./commands/undo.js');
        return undo(io, root, name, options);
      }),
    );
}

function declarePurge({ program, handle }: ToolShell, root: string): void {
  program
    .command('purge')
    .description('delete what has been in quarantine for long: nothing else ever deletes')
    .requiredOption('--older-than <duration>', 'such as 30d')
    .option(...ACTOR)
    .option('--dry-run', 'print what would be deleted and change nothing')
    .action(
      handle(async (io, options) => {
        const { purge } = await import('./commands/purge.js');
        return purge(io, root, options);
      }),
    );
}

function declareRebuild({ program, handle }: ToolShell, root: string): void {
  program
    .command('rebuild')
    .description('make the database anew from its log, or from capsules alone')
    .option('--accept-loss', 'go on although events are known to be missing')
    .option(...ACTOR)
    .action(
      handle(async (io, options) => {
        const { rebuild } = await import('./commands/rebuild.js');
        return rebuild(io, root, options);
      }),
    );
}
