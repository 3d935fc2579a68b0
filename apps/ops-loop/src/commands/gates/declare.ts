import {
  declareCommand,
  declareGroup,
  MAX_AGE,
  MIN_TICKS,
  OUT_DIR,
  runCommand,
  type OpsShell,
} from '../../declare-command.js';

function declareHealth({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'health')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .option('--archive <dir>', 'judge an archived run instead of the live one')
    .action(
      handle((io, options) =>
        runCommand(io, 'health', installation, options, async (context) => {
          const { health } = await import('./health.js');
          return health(context, options);
        }),
      ),
    );
}

function declareMetrics({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'metrics')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .option('--watch <span>', 'look again and again, until interrupted: 30, 5s, 5m')
    .option('--textfile', 'also write metrics/ops_loop.prom for Prometheus')
    .action(
      handle((io, options) =>
        runCommand(io, 'metrics', installation, options, async (context) => {
          const { metrics } = await import('./metrics.js');
          return metrics(context, options);
        }),
      ),
    );
}

function declareGreenlight({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'greenlight')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .option('--pin', 'seal and pin the answer, red like green')
    .action(
      handle((io, options) =>
        runCommand(io, 'greenlight', installation, options, async (context) => {
          const { greenlight } = await import('./greenlight.js');
          return greenlight(context, options);
        }),
      ),
    );
}

function declareAudit({ program, handle, installation }: OpsShell): void {
  const audit = declareGroup(program, 'audit', 'audits of the ticks');
  declareCommand(audit, 'audit snapshot')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .action(
      handle((io, options) =>
        runCommand(io, 'audit snapshot', installation, options, async (context) => {
          const { takeAuditSnapshot } = await import('../../snapshots/take-audit-snapshot.js');
          return takeAuditSnapshot(context);
        }),
      ),
    );
  declareCommand(audit, 'audit trigger')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .action(
      handle((io, options) =>
        runCommand(io, 'audit trigger', installation, options, async (context) => {
          const { triggerAudit } = await import('../../snapshots/trigger-audit.js');
          return triggerAudit(context);
        }),
      ),
    );
}

function declareDashboard({ program, handle, installation }: OpsShell): void {
  const dashboard = declareGroup(program, 'dashboard', 'the state at a glance');
  declareCommand(dashboard, 'dashboard snapshot')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .action(
      handle((io, options) =>
        runCommand(io, 'dashboard snapshot', installation, options, async (context) => {
          const { takeDashboardSnapshot } =
            await import('../../snapshots/take-dashboard-snapshot.js');
          return takeDashboardSnapshot(context);
        }),
      ),
    );
  declareCommand(dashboard, 'dashboard serve')
    .option(...OUT_DIR)
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .option('--port <n>', 'port on 127.0.0.1, 0 for any (default 8093)')
    .action(
      handle((io, options) =>
        runCommand(io, 'dashboard serve', installation, options, async (context) => {
          const { dashboardServe } = await import('./dashboard-serve.js');
          return dashboardServe(context, options);
        }),
      ),
    );
}

/** Declares the commands that judge what there is, and those that put it on record. */
export function declareGates(shell: OpsShell): void {
  declareHealth(shell);
  declareMetrics(shell);
  declareGreenlight(shell);
  declareAudit(shell);
  declareDashboard(shell);
}
