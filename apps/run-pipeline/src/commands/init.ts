import { relative, resolve } from 'node:path';
import type { Ending, ToolIo } from '@assay/cli';
import { initWorkspace } from '@assay/pipeline';
import { toolchain } from '../surroundings.js';

/** Makes a new workspace with examples. */
export function init(io: ToolIo, dir: string): Ending {
  const folder = resolve(io.cwd, dir);
  const files = initWorkspace(toolchain(), folder);
  const shown = relative(io.cwd, folder) || '.';
  return {
    schema: 'run-pipeline.init/1',
    body: { workspace: folder, files: [...files] },
    text: () =>
      [
        `made a workspace with ${files.length} files in ${folder}`,
        'next:',
        `  run-pipeline data sample --workspace ${shown}`,
        `  run-pipeline --all --workspace ${shown}`,
      ].join('\n'),
  };
}
