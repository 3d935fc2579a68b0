import { expect, test } from 'vitest';
import { displayWidth } from './display-width.js';
import { call } from './testing/sample-host.js';

const EXITS = `Exit codes:
    0  done (no trades and nothing to do included)
    1  blocked: a gate said no, a run failed, a check found work to do
    2  usage: flags, configuration or directive are wrong
    3  integrity: altered, missing or non-reproducible evidence
    4  refused by a guard: mode, secrets, path, not armed
    5  busy: another writer holds the workspace
   70  our bug: see the log named on stderr
  130  interrupted (Ctrl-C); what was committed stays
`;

test('the help of a tool shows what runs without a command, the commands, examples and exit codes', async () => {
  expect((await call(['--help'])).out).toBe(`Usage: sample [options] [directives...]
       sample [options] [command]

Shows every kind of command, for tests of the shell.

Arguments:
  directives          directives to run

Options:
  --symbols <list>    only these symbols
  --all               every active directive
  -h, --help          show this help

Options of every tool, before or after the command:
  --workspace <dir>   workspace folder (default: found upwards from here)
  --json              print exactly one JSON document on stdout
  --quiet             no talk and no progress on stderr
  --no-color          no colours (NO_COLOR does the same)
  --wait <duration>   wait for a busy workspace, such as 60s
  --version           print the version

Commands:
  wait                wait for Ctrl-C
  check               find what blocks
  lines               print very many lines
  fail                fail with an error of the catalogue
  crash               have a defect
  data                work on market data
  completion <shell>  print a completion script: bash, zsh or fish
  help [command]      display help for command

Examples:
  # run one directive on one symbol
  sample LON_01 --symbols EURUSD
  # look at a file
  sample data inspect bars.csv

${EXITS}`);
});

test('the help of a command shows its own options, those of every tool, and its examples', async () => {
  expect((await call(['data', 'inspect', '--help'])).out)
    .toBe(`Usage: sample data inspect [options] <file>

show the quality of a file

Arguments:
  file               file of bars

Options:
  --deep             every bar
  -h, --help         show this help

Options of every tool, before or after the command:
  --workspace <dir>  workspace folder (default: found upwards from here)
  --json             print exactly one JSON document on stdout
  --quiet            no talk and no progress on stderr
  --no-color         no colours (NO_COLOR does the same)
  --wait <duration>  wait for a busy workspace, such as 60s
  --version          print the version

Examples:
  # look at a file
  sample data inspect bars.csv

${EXITS}`);
});

test.each([[['--help']], [['-h']], [['help']], [['data', '--help']], [['help', 'data']]])(
  '%j exits 0 and stays within 80 columns on any terminal',
  async (argv) => {
    const { exit, out, err } = await call(argv, { columns: 300, isTty: true });
    expect(exit).toBe(0);
    expect(err).toBe('');
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  },
);
