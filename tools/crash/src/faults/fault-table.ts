import type { Fault } from './fault.js';
import { OTHER_PROCESSES } from './other-processes.js';
import { SURROUNDINGS } from './surroundings.js';
import { WORKSPACE_FILES } from './workspace-files.js';

/** Every fault that is tried. */
export const FAULTS: readonly Fault[] = [...SURROUNDINGS, ...WORKSPACE_FILES, ...OTHER_PROCESSES];
