import { AssayError, diagnostic } from '@assay/core';
import { renderTable, type Ending, type ToolDefinition, type ToolIo } from '../index.js';

/** Waits for the interruption, then ends as a command that keeps what it committed. */
async function wait(io: ToolIo): Promise<Ending> {
  io.say('waiting');
  // Keeps the process alive: a listener alone does not.
  const alive = setInterval(() => undefined, 1000);
  await new Promise<void>((resolve) => {
    io.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  clearInterval(alive);
  io.throwIfInterrupted();
  return { schema: 'sample.wait/1' };
}

/** Hears the interruption and does not end, until it is ended. */
async function waitStubbornly(io: ToolIo): Promise<Ending> {
  io.say('waiting');
  setInterval(() => undefined, 1000);
  return new Promise(() => {
    io.signal.addEventListener('abort', () => {
      io.say('not yet');
    });
  });
}

function listBlockers(): Ending {
  return {
    schema: 'sample.check/1',
    body: { checked: 2 },
    text: ({ style, width }) =>
      renderTable(
        [{ header: 'symbol' }, { header: 'trades', align: 'right' }],
        [
          ['EURUSD', '1,204'],
          ['日経225', '7'],
        ],
        { style, width },
      ),
    diagnostics: [
      diagnostic('VIEW_STALE', 'the master sheet is open elsewhere', { severity: 'warning' }),
      diagnostic('RUN_FAILED', 'one run failed', { found: 'EURUSD', expected: 'no failed run' }),
      diagnostic('ARTIFACT_MISSING', 'an artifact is gone', { place: { file: 'runs/a', line: 3 } }),
    ],
  };
}

/** A small tool with every kind of command, for tests of the shell. */
export const SAMPLE_TOOL: ToolDefinition = {
  name: 'sample',
  version: '1.2.3',
  summary: 'Shows every kind of command, for tests of the shell.',
  examples: [
    { command: 'sample LON_01 --symbols EURUSD', remark: 'run one directive on one symbol' },
    { command: 'sample data inspect bars.csv', remark: 'look at a file' },
  ],
  build({ program, main, handle }) {
    main()
      .argument('[directives...]', 'directives to run')
      .option('--symbols <list>', 'only these symbols')
      .option('--all', 'every active directive')
      .action(
        handle((io, ids, options) => ({
          schema: 'sample.run/1',
          body: {
            ids,
            symbols: options.symbols,
            all: options.all === true,
            workspace: io.flags.workspace,
            waitMs: io.flags.waitMs,
          },
          text: () => `ran ${ids.join(' ')}`,
        })),
      );
    program.command('wait').description('wait for Ctrl-C').action(handle(wait));
    program.command('stubborn', { hidden: true }).action(handle(waitStubbornly));
    program.command('escape', { hidden: true }).action(
      handle(() => {
        void Promise.reject(new Error('nobody awaited this'));
        return new Promise(() => setInterval(() => undefined, 1000));
      }),
    );
    program.command('check').description('find what blocks').action(handle(listBlockers));
    program
      .command('lines')
      .description('print very many lines')
      .action(handle(() => ({ schema: 'sample.lines/1', text: () => 'a line\n'.repeat(200_000) })));
    program
      .command('fail')
      .description('fail with an error of the catalogue')
      .action(
        handle(() => {
          throw new AssayError('DISK_FULL', 'the disk is full', { cause: new Error('ENOSPC') });
        }),
      );
    program
      .command('crash')
      .description('have a defect')
      .action(
        handle(() => {
          throw new Error('a defect\nin two lines', { cause: new RangeError('deep') });
        }),
      );
    const data = program.command('data').description('work on market data');
    data
      .command('inspect')
      .description('show the quality of a file')
      .argument('<file>', 'file of bars')
      .option('--deep', 'every bar')
      .action(
        handle((io, file, options) => {
          io.say(`reading ${file}`);
          return { schema: 'sample.inspect/1', body: { file, deep: options.deep === true } };
        }),
      );
  },
};
