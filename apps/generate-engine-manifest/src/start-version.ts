import type { Ending } from '@assay/cli';
import type { FileStore } from '@assay/workspace';
import { activeEngineVersion, ENGINE_ROOT } from './engine-snapshot.js';
import { planNewVersion, type SourceText } from './plan-new-version.js';

function textsBelow(files: FileStore, folder: string, prefix: string): readonly SourceText[] {
  return files.list(folder).flatMap(({ name, kind }) => {
    const path = `${prefix}${name}`;
    if (kind === 'folder') return textsBelow(files, `${folder}/${name}`, `${path}/`);
    const isCopied = kind === 'file' && path !== 'engine_manifest.json';
    return isCopied ? [{ path, text: files.readText(`${folder}/${name}`) }] : [];
  });
}

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
    files: textsBelow(files, `${files.root}/${ENGINE_ROOT}/${active}`, ''),
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
