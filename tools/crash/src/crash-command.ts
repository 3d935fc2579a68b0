import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic, isAssayError, type AssayError } from '@assay/core';
import { runCampaign } from './campaign.js';
import { helpText, parseCommandLine } from './command-line.js';
import { FAULTS } from './faults/fault-table.js';
import type { Places } from './processes.js';
import { isGreen, reportText } from './report-text.js';
import { SCENARIOS } from './scenarios.js';

const NAMES = { scenarios: SCENARIOS, faults: FAULTS };

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function complain(error: AssayError, isJson: boolean): number {
  for (const found of error.diagnostics) say(formatDiagnostic(found));
  if (isJson) {
    const document = { schema: 'error/1', ok: false, error: error.diagnostic };
    process.stdout.write(`${JSON.stringify(document)}\n`);
  }
  return error.exitCode;
}

async function run(argv: readonly string[], places: Places): Promise<number> {
  const request = parseCommandLine(argv, NAMES);
  if (request.isHelp) {
    process.stdout.write(helpText(NAMES));
    return 0;
  }
  const report = await runCampaign(places, request, say);
  const isOk = isGreen(report);
  const names = [...NAMES.scenarios, ...NAMES.faults].map(({ name }) => name);
  if (request.isJson) {
    process.stdout.write(`${JSON.stringify({ schema: 'crash/1', ok: isOk, ...report })}\n`);
  } else process.stdout.write(reportText(report, names));
  return isOk ? 0 : 1;
}

/** Does what the words say; resolves with the exit code. */
export async function crashCommand(argv: readonly string[], places: Places): Promise<number> {
  if (!existsSync(join(places.repository, 'apps', 'run-pipeline', 'dist', 'main.js'))) {
    say('the tools are not built. Next: npm run build');
    return 2;
  }
  try {
    return await run(argv, places);
  } catch (error) {
    if (isAssayError(error)) return complain(error, argv.includes('--json'));
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
