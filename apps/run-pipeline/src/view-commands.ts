import { InvalidArgumentError, type ToolShell } from '@assay/cli';

/** Where the web view is unless stated. */
const DEFAULT_PORT = 8094;

function parsePort(text: string): number {
  if (!/^(0|[1-9]\d{0,4})$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('Expected a port: 1 to 65535, or 0 for any that is free.');
  }
  return Number(text);
}

/** Declares the commands that look and change nothing: `status`, `compare`, `serve`. */
export function declareViewCommands(shell: ToolShell): void {
  shell.program
    .command('status')
    .description('where directives stand, why they are stuck, what to do')
    .argument('[directive]', 'id of a directive: shows its runs, too')
    .option('--watch', 'look again every second; Ctrl-C ends it')
    .action(
      shell.handle(async (io, directive, options) =>
        (await import('./commands/status.js')).status(io, directive, options),
      ),
    );
  shell.program
    .command('compare')
    .description('lay directives or runs side by side: numbers, inputs, settings')
    .argument('<directives...>', 'two or more ids of directives, or of runs')
    .option('--across <aspects>', 'compare although these differ: windows,costs,data')
    .option('--html <file>', 'write the comparison as one page, too')
    .option('--all-metrics', 'every number, not only the key ones')
    .action(
      shell.handle(async (io, words, options) =>
        (await import('./commands/compare.js')).compare(io, words, options),
      ),
    );
  shell.program
    .command('serve')
    .description('show the workspace in a browser of this machine; reads only')
    .option('--port <n>', 'where to listen; 0 for any that is free', parsePort, DEFAULT_PORT)
    .action(
      shell.handle(async (io, options) => (await import('./commands/serve.js')).serve(io, options)),
    );
}
