import type { ErrorTable } from './error-entry.js';

/** Errors of command lines, workspaces and disks. */
export const TOOL_ERRORS = {
  USAGE: {
    exit: 'usage',
    cause: 'The command line is wrong.',
    remedy: 'See --help.',
  },
  WORKSPACE_NOT_FOUND: {
    exit: 'usage',
    cause: 'No assay.json was found here or above.',
    remedy: 'Give --workspace DIR, or make one with `run-pipeline init DIR`.',
  },
  WORKSPACE_INVALID: {
    exit: 'usage',
    cause: 'assay.json is wrong.',
    remedy: 'Correct it at the place shown.',
  },
  WORKSPACE_EXISTS: {
    exit: 'usage',
    cause: 'The folder to be made into a workspace is not empty.',
    remedy: 'Name an empty or new folder.',
  },
  WORKSPACE_BUSY: {
    exit: 'busy',
    cause: 'Another process holds the workspace.',
    remedy: 'Wait for it, or use --wait 60s.',
  },
  PATH_NOT_A_FOLDER: {
    exit: 'blocked',
    cause: 'A file stands where a folder is needed.',
    remedy: 'Move the file away.',
  },
  PATH_OUTSIDE_WORKSPACE: {
    exit: 'refused',
    cause: 'A path to be written leads out of the workspace, for example through a symbolic link.',
    remedy: 'Replace the link by a real folder.',
  },
  DISK_FULL: {
    exit: 'blocked',
    cause: 'No space is left on the device.',
    remedy: 'Free space and run again; nothing was lost.',
  },
  PERMISSION_DENIED: {
    exit: 'blocked',
    cause: 'The operating system refused access.',
    remedy: 'Correct the permissions of the path shown.',
  },
  IO_FAILED: {
    exit: 'blocked',
    cause: 'A file operation failed.',
    remedy: 'See the operating system error shown.',
  },
  INTERRUPTED: {
    exit: 'interrupted',
    cause: 'The command was interrupted; what was committed stays.',
    remedy: 'Run the same command again to go on.',
  },
  INTERNAL: {
    exit: 'bug',
    cause: 'A defect of the tool.',
    remedy: 'Report it with the log that is named.',
  },
} as const satisfies ErrorTable;
