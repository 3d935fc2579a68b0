import { AssayError } from '@assay/core';
import type { OpsContext } from '../../context.js';
import type { JobName } from '../../job-table.js';
import type { OpsOutcome } from '../../outcome.js';
import { chooseManager } from '../../services/choose-services.js';
import { selectJobs } from '../../services/select-jobs.js';
import type { ManagerKind } from '../../services/service-port.js';

const LINES_MAX = 10_000;

function readLines(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= LINES_MAX) return Number(text);
  throw new AssayError('OPS_SETTING_INVALID', '--lines has no valid value', {
    found: text,
    expected: `a whole number from 1 to ${LINES_MAX}`,
  });
}

/** Shows what jobs last printed, from wherever their manager keeps it. */
export function serviceLogs(
  context: OpsContext,
  name: JobName | 'all',
  options: { readonly manager?: ManagerKind; readonly lines: string },
): OpsOutcome {
  const lines = readLines(options.lines);
  const manager = chooseManager(context, options.manager);
  const logs = selectJobs(name).map(({ job }) => ({ job, ...manager.logs(job, lines) }));
  const refused = logs.filter((one) => !one.ok);
  return {
    ok: refused.length === 0,
    facts: { manager: manager.kind, jobs: logs.length },
    data: { manager: manager.kind, logs: logs.map(({ job, detail }) => ({ job, text: detail })) },
    lines: () => logs.flatMap(({ job, detail }) => [`== ${job}`, detail || '(nothing)']),
    ...(refused.length > 0 && {
      reason: 'logs_failed',
      error: {
        code: 'SERVICE_MANAGER_FAILED' as const,
        message: 'the manager shows no logs',
        found: refused[0]?.detail ?? '',
        expected: 'a manager that keeps what jobs print',
      },
    }),
  };
}
