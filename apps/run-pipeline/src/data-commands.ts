import { InvalidArgumentError, Option, type ToolShell } from '@assay/cli';

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0 || seed > 4_294_967_295) {
    throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295.');
  }
  return seed;
}

function parseDigits(text: string): number {
  const digits = Number(text);
  if (!/^\d+$/.test(text) || digits > 12) {
    throw new InvalidArgumentError('Expected a whole number from 0 to 12.');
  }
  return digits;
}

function parseDivisor(text: string): number {
  const divisor = Number(text);
  if (!(divisor > 0 && divisor < Infinity)) {
    throw new InvalidArgumentError('Expected a number above 0.');
  }
  return divisor;
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

const CALENDARS = ['fx', 'weekdays', 'always'] as const;

function calendarOption() {
  return new Option(
    '--calendar <name>',
    'when the market trades (default: its broker specs)',
  ).choices(CALENDARS);
}

function outOption() {
  return new Option('--out <kind>', 'csv, csv.gz or parquet')
    .choices(['csv', 'csv.gz', 'parquet'] as const)
    .default('csv' as const);
}

/** Declares `data import | inspect | resample | sample`. */
export function declareDataCommands(shell: ToolShell): void {
  const data = shell.program
    .command('data')
    .description('market data: import, look at, resample and make bars');
  declareImport(shell, data);
  declareInspect(shell, data);
  declareResample(shell, data);
  declareSample(shell, data);
}

type DataCommand = ReturnType<ToolShell['program']['command']>;

function declareImport(shell: ToolShell, data: DataCommand): void {
  data
    .command('import')
    .description('bring files of other programs into the data folder; see docs/market-data.md')
    .argument('<files...>', 'files of one format: CSV, JSON, Parquet, .gz or .zip')
    .requiredOption('--symbol <symbol>', 'the symbol that the bars are of')
    .requiredOption('--timeframe <tf>', '1m 5m 15m 30m 1h 4h 1d 1w, or M1 … W1')
    .option('--format <format>', 'what the files are', 'auto')
    .option('--tz <clock>', 'UTC, +02:00, Europe/Berlin, America/New_York+7h')
    .option('--ask <file>', 'ask bars: gives the spread column; may be repeated', collect)
    .addOption(
      new Option('--spread-at <price>', 'where ask − bid is taken')
        .choices(['open', 'close'] as const)
        .default('close' as const),
    )
    .option('--columns <list>', 'time=Date,open=Open,… by name, or by position from 1')
    .option('--delimiter <char>', 'one character, or tab')
    .option('--date-format <form>', 'dd/MM/yyyy HH:mm, …, epoch-s or epoch-ms')
    .option('--points <digits>', 'prices are points: 5 makes 103428 1.03428', parseDigits)
    .option('--divide <n>', 'prices are divided by this; 1: prices as they stand', parseDivisor)
    .option('--digits <n>', 'round prices to so many decimals', parseDigits)
    .addOption(
      new Option('--label <edge>', 'what a time marks: the open or the close of its bar')
        .choices(['open', 'close'] as const)
        .default('open' as const),
    )
    .addOption(calendarOption())
    .option('--fix <list>', 'repairs by name, commas between; nothing else is repaired')
    .addOption(outOption())
    .option('--replace', 'write over a file with other bars')
    .action(
      shell.handle(async (io, files, options) =>
        (await import('./commands/data-import.js')).dataImport(io, files, options),
      ),
    );
}

function declareInspect(shell: ToolShell, data: DataCommand): void {
  data
    .command('inspect')
    .description('quality report of bar files; of all data folders when none is named')
    .argument('[files...]', 'files named <SYMBOL>_<TF>.csv, .csv.gz or .parquet')
    .addOption(calendarOption())
    .option('--markdown', 'the whole report as Markdown')
    .action(
      shell.handle(async (io, files, options) =>
        (await import('./commands/data-inspect.js')).dataInspect(io, files, options),
      ),
    );
}

function declareResample(shell: ToolShell, data: DataCommand): void {
  data
    .command('resample')
    .description('write bars of a longer timeframe into the data folder')
    .argument('<file>', 'a file named <SYMBOL>_<TF>.csv, .csv.gz or .parquet')
    .requiredOption('--to <tf>', 'the longer timeframe')
    .option('--zone <zone>', 'the time zone in which days begin', 'UTC')
    .option('--day-start <HH:MM>', 'when days begin there; from 12:00 on, the next date', '00:00')
    .option('--keep-partial', 'keep a first or last bar that is not whole')
    .addOption(calendarOption())
    .addOption(outOption())
    .option('--replace', 'write over a file with other bars')
    .action(
      shell.handle(async (io, file, options) =>
        (await import('./commands/data-resample.js')).dataResample(io, file, options),
      ),
    );
}

function declareSample(shell: ToolShell, data: DataCommand): void {
  data
    .command('sample')
    .description('write seeded synthetic bars for every directive in active/')
    .option('--seed <n>', 'another seed gives other bars', parseSeed, 1)
    .action(
      shell.handle(async (io, options) =>
        (await import('./commands/data-sample.js')).dataSample(io, options),
      ),
    );
}
