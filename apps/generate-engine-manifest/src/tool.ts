import type { ToolDefinition } from '@assay/cli';
import { TOOL_VERSION } from '@assay/core';

/** The tool, for the repository in a folder; `--root` names another one. */
export function createTool(defaultRoot: string): ToolDefinition {
  return {
    name: 'generate-engine-manifest',
    version: TOOL_VERSION,
    summary:
      'Hashes the active engine version into its engine_manifest.json. For people only: no tool and no stage calls it.',
    examples: [
      {
        command: 'generate-engine-manifest',
        remark: 'describe the engine as built, after a reviewed change',
      },
      {
        command: 'generate-engine-manifest --check',
        remark: 'compare only; exit 3 on any difference',
      },
      { command: 'generate-engine-manifest --release', remark: 'freeze the version for good' },
    ],
    exits: ['success', 'usage', 'integrity', 'blocked', 'bug', 'interrupted'],
    build({ main, handle }) {
      main()
        .option('--check', 'write nothing; list what differs and exit 3 when anything does')
        .option('--release', 'also mark the version as released: never to change again')
        .option(
          '--new-version <version>',
          'start a version: a copy of the active one, such as v1_1_0',
        )
        .option('--root <dir>', 'repository folder (default: the one this tool is part of)')
        .action(
          handle(async (io, options) => {
            const { generateManifest } = await import('./generate-manifest.js');
            return generateManifest({
              root: options.root ?? defaultRoot,
              cwd: io.cwd,
              isCheck: options.check === true,
              isRelease: options.release === true,
              newVersion: options.newVersion,
            });
          }),
        );
    },
  };
}
