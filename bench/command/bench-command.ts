import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { formatDiagnostic, isAssayError, type AssayError } from '@assay/core';
import { baselineText, mergeBaseline, readBaseline, type Machine } from './baseline.js';
import { BENCHES } from './catalogue.js';
import { HELP, parseCommandLine, type Request } from './command-line.js';
import { compareRatios, isRegression, settleNoise, type Comparison } from './compare-ratios.js';
import type { NamedFigures } from './figure-rows.js';
import { performanceDocument } from './performance-document.js';
import { comparisonTable, figuresTable } from './terminal-tables.js';

/** Where the command finds things. */
export interface Places {
  /** Root of the repository. */
  readonly root: string;
  /** The bundle that runs one bench. */
  readonly runner: string;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs one bench in a process of its own; undefined when it failed, which was said then. */
function measure({ root, runner }: Places, name: string): NamedFigures | undefined {
  say(`measuring ${name}`);
  const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
  const run = spawnSync(process.execPath, [runner, name], { cwd: root, encoding: 'utf8', env });
  if (run.error) throw run.error;
  if (run.status !== 0) {
    // The others go on: minutes of figures must not be lost with one of them.
    say(`bench ${name} failed\n${run.stderr.trimEnd()}`);
    return undefined;
  }
  return JSON.parse(run.stdout) as NamedFigures;
}

function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown CPU',
    cores: availableParallelism(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

function write({ root }: Places, { date }: Request, benches: readonly NamedFigures[]): void {
  const file = join(root, 'bench', 'baseline.json');
  const before = existsSync(file) ? readBaseline(file) : undefined;
  const now = { ...(date !== undefined && { date }), machine: thisMachine(), benches };
  const order = BENCHES.map(({ name }) => name);
  const baseline = mergeBaseline(before, now, order);
  const document = join(root, 'docs', 'performance.md');
  const text = performanceDocument(readFileSync(document, 'utf8'), baseline);
  writeFileSync(file, baselineText(baseline));
  writeFileSync(document, text);
  say('wrote bench/baseline.json and docs/performance.md');
}

function run(places: Places, request: Request): number {
  if (request.isHelp) {
    process.stdout.write(HELP);
    return 0;
  }
  const { names, compare } = request;
  // Read before minutes are spent.
  const baseline =
    compare === undefined
      ? undefined
      : readBaseline(compare).benches.filter(({ name }) => names.includes(name));
  const first = names.flatMap((name) => measure(places, name) ?? []);
  const benches = baseline ? settleNoise(baseline, first, (name) => measure(places, name)) : first;
  const comparisons: readonly Comparison[] = baseline ? compareRatios(baseline, benches) : [];
  if (request.isWrite && benches.length > 0) write(places, request, benches);
  if (request.isJson) {
    process.stdout.write(`${JSON.stringify({ benches, ...(baseline && { comparisons }) })}\n`);
  } else {
    process.stdout.write(figuresTable(benches));
    if (baseline) process.stdout.write(`\n${comparisonTable(comparisons)}`);
  }
  return benches.length < names.length || comparisons.some(isRegression) ? 1 : 0;
}

function complain(error: AssayError, isJson: boolean): number {
  for (const found of error.diagnostics) say(formatDiagnostic(found));
  if (isJson) {
    const document = { schema: 'error/1', ok: false, error: error.diagnostic };
    process.stdout.write(`${JSON.stringify(document)}\n`);
  }
  return error.exitCode;
}

/** Does what the words say; returns the exit code. */
export function benchCommand(argv: readonly string[], places: Places): number {
  try {
    return run(places, parseCommandLine(argv));
  } catch (error) {
    if (isAssayError(error)) return complain(error, argv.includes('--json'));
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
