import { Argument, Option } from '@assay/cli';
import {
  declareCommand,
  declareGroup,
  runCommand,
  type OpsShell,
  type ParentCommand,
} from '../../declare-command.js';
import type { OpsCommandName } from '../../command-table.js';
import { JOBS } from '../../job-table.js';

const NAMES = [...JOBS.map(({ job }) => job), 'all'] as const;
const MANAGERS = ['systemd', 'launchd', 'none'] as const;

/** A command about one job or all of them. */
function declareService(service: ParentCommand, name: OpsCommandName) {
  return declareCommand(service, name)
    .addArgument(new Argument('[job]', 'the job').choices(NAMES).default('all' as const))
    .addOption(new Option('--manager <kind>', 'default: the one that answers').choices(MANAGERS));
}

/** Declares the commands about what runs without anybody typing. */
export function declareServices({ program, handle, installation }: OpsShell): void {
  const service = declareGroup(program, 'service', 'units of systemd and launchd for the jobs');
  declareService(service, 'service render')
    .option('--to <dir>', 'write the files into this new folder instead of printing them')
    .action(
      handle((io, job, options) =>
        runCommand(io, 'service render', installation, options, async (context) => {
          const { renderUnits } = await import('./render.js');
          return renderUnits(context, job, options);
        }),
      ),
    );
  for (const verb of ['install', 'uninstall', 'status', 'kick'] as const) {
    const name = `service ${verb}` as const;
    declareService(service, name).action(
      handle((io, job, options) =>
        runCommand(io, name, installation, options, async (context) => {
          const { serviceVerb } = await import('./verbs.js');
          return serviceVerb(context, verb, job, options.manager);
        }),
      ),
    );
  }
  declareService(service, 'service logs')
    .option('--lines <n>', 'how many of each job', '20')
    .action(
      handle((io, job, options) =>
        runCommand(io, 'service logs', installation, options, async (context) => {
          const { serviceLogs } = await import('./logs.js');
          return serviceLogs(context, job, options);
        }),
      ),
    );
}
