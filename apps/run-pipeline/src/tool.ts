import { InvalidArgumentError, type ToolDefinition } from '@assay/cli';
import { TOOL_VERSION } from '@assay/core';
import { declareDataCommands } from './data-commands.js';
import { declareViewCommands } from './view-commands.js';

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 256) {
    throw new InvalidArgumentError('Expected a whole number from 1 to 256.');
  }
  return jobs;
}

const PROMOTION = {
  promote: 'put a complete directive under watch of the ops loop',
  demote: 'take a directive off the watch',
} as const;

/**
 * The command line of `run-pipeline`. Implementations are imported when a command runs, so that
 * `--help` pays for none of them.
 */
export const RUN_PIPELINE: ToolDefinition = {
  name: 'run-pipeline',
  version: TOOL_VERSION,
  summary: 'Drives directives through all stages: resumable, many symbols at once. Never trades.',
  examples: [
    { command: 'run-pipeline init research', remark: 'make a workspace with examples' },
    { command: 'run-pipeline data sample --workspace research', remark: 'make synthetic bars' },
    {
      command: 'run-pipeline data import EURUSD60.csv --symbol EURUSD --timeframe H1 --tz +02',
      remark: 'bring bars of MetaTrader in',
    },
    { command: 'run-pipeline --all', remark: 'run every directive in active/' },
    { command: 'run-pipeline FX_MA_Cross_H1 --json', remark: 'one directive, JSON result' },
    { command: 'run-pipeline status', remark: 'where every directive stands' },
    { command: 'run-pipeline serve', remark: 'the same in a browser' },
    {
      command: 'run-pipeline compare FX_MA_Cross_H1 FX_RSI_Reversion_H1 --across data',
      remark: 'side by side',
    },
    {
      command: 'run-pipeline promote FX_MA_Cross_H1 --reason "held up"',
      remark: 'put a complete directive under watch',
    },
  ],
  exits: ['success', 'blocked', 'usage', 'integrity', 'refused', 'busy', 'bug', 'interrupted'],
  build(shell) {
    shell
      .main()
      .argument('[directives...]', 'ids of directives: the stems of their file names')
      .option('--all', 'every directive in backtest_directives/active/')
      .option('--provision-only', 'stop after semantic validation; the file stays in active/')
      .option('--force', 'reset to INITIALIZED first; needs --reason')
      .option('--reason <text>', 'why: recorded with the reset')
      .option('--fail-fast', 'the first failing run ends its directive')
      .option('--jobs <n>', 'runs at the same time (default: number of cores)', parseJobs)
      .action(
        shell.handle(async (io, directives, options) =>
          (await import('./commands/run.js')).run(io, directives, options),
        ),
      );
    declareViewCommands(shell);
    for (const name of ['promote', 'demote'] as const) {
      shell.program
        .command(name)
        .description(PROMOTION[name])
        .argument('<directive>', 'id of a directive')
        .requiredOption('--reason <text>', 'why: recorded in the ledger')
        .option('--actor <name>', 'who (default: the user of the operating system)')
        .action(
          shell.handle(async (io, directive, options) =>
            (await import('./commands/promotion.js'))[name](io, directive, options),
          ),
        );
    }
    shell.program
      .command('init')
      .description('make a new workspace with examples')
      .argument('<dir>', 'a folder that is empty or does not exist yet')
      .action(shell.handle(async (io, dir) => (await import('./commands/init.js')).init(io, dir)));
    declareDataCommands(shell);
    shell.program
      .command('ledger')
      .description('read the ledger')
      .command('export')
      .description('write a table of the ledger to stdout')
      .requiredOption('--table <name>', 'directives, runs, artifacts, master_rows, events, …')
      .option('--format <format>', 'csv or json', 'csv')
      .action(
        shell.handle(async (io, options) =>
          (await import('./commands/ledger-export.js')).ledgerExport(io, options),
        ),
      );
  },
};
