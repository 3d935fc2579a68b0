import { dirname, join, resolve } from 'node:path';
import { AssayError } from '@assay/core';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import type { JobName } from '../../job-table.js';
import type { OpsOutcome } from '../../outcome.js';
import { managerOf } from '../../services/choose-services.js';
import { selectJobs } from '../../services/select-jobs.js';
import type { ManagerKind, UnitFile } from '../../services/service-port.js';

/** Prints the unit files of jobs, or writes them into a folder that does not exist yet. */
export function renderUnits(
  context: OpsContext,
  job: JobName | 'all',
  options: { readonly manager?: ManagerKind; readonly to?: string },
): OpsOutcome {
  // Rendering asks no manager: units for another machine are as good.
  const kind = options.manager ?? (process.platform === 'darwin' ? 'launchd' : 'systemd');
  const manager = managerOf(context, kind);
  const files = selectJobs(job).flatMap((one) => manager.unitFiles(one.job));
  const folder = options.to === undefined ? undefined : resolve(context.io.cwd, options.to);
  if (folder !== undefined) writeNew(folder, files);
  return {
    ok: true,
    facts: { manager: kind, files: files.length },
    data: { manager: kind, files: files.map(({ name, text }) => ({ name, text })) },
    lines: () =>
      folder === undefined
        ? files.flatMap(({ name, text }) => [`# ${name}`, text])
        : files.map(({ name }) => join(folder, name)),
  };
}

function writeNew(folder: string, files: readonly UnitFile[]): void {
  const store = nodeFileStore(dirname(folder));
  if (store.exists(folder)) {
    throw new AssayError('USAGE', 'the folder for the units is there already', {
      place: { file: folder },
      found: 'something at this path',
      expected: 'a new folder',
    });
  }
  store.makeFolder(folder);
  for (const { name, text } of files) store.writeAtomic(join(folder, name), text);
}
