import type { Ending } from '@assay/cli';
import type { FileStore } from '@assay/workspace';
import {
  activeEngineVersion,
  ENGINE_ROOT,
  MANIFEST_NAME,
  versionTexts,
} from './engine-snapshot.js';
import { planNewVersion } from './plan-new-version.js';

/**
 * Starts a new engine version from the active one.
 *
 * @throws AssayError USAGE, or what the disk refuses.
 */
export function startVersion(files: FileStore, wanted: string): Ending {
  const active = activeEngineVersion(files);
  const writes = planNewVersion({
    active,
    wanted,
    files: versionTexts(files, active, (path) => path !== MANIFEST_NAME),
    versionsText: files.readText(`${files.root}/${ENGINE_ROOT}/engine-versions.ts`),
    packageText: files.readText(`${files.root}/libs/engine/package.json`),
  });
  for (const { path, text } of writes) files.writeAtomic(`${files.root}/${path}`, text);
  const next = [
    'nx sync',
    'npm run build',
    'generate-engine-manifest, once the change was reviewed',
  ];
  return {
    schema: 'generate-engine-manifest.new-version/1',
    body: {
      engine_version: wanted,
      copied_from: active,
      written: writes.map(({ path }) => path),
      next,
    },
    text: () =>
      [
        `engine ${wanted}: ${writes.length} files written, from ${active}`,
        ...next.map((step) => `  next: ${step}`),
      ].join('\n'),
  };
}
