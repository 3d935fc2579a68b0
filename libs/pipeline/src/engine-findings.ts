import { existsSync, readFileSync } from 'node:fs';
import { AssayError, type Diagnostic } from '@assay/core';
import { compareEngineManifest } from '@assay/hashing';
import { engineSources } from './engine-sources.js';
import { builtFileHash, engineFile, engineManifestFile, type Toolchain } from './toolchain.js';

/**
 * Compares a built engine version and its sources with its manifest; empty when all agree.
 * @throws AssayError NOT_BUILT, ENGINE_MANIFEST_MISSING.
 */
export function engineFindings(toolchain: Toolchain, version: string): readonly Diagnostic[] {
  const manifestFile = engineManifestFile(toolchain, version);
  if (!existsSync(manifestFile)) {
    throw new AssayError('ENGINE_MANIFEST_MISSING', `engine ${version} has no manifest`, {
      place: { file: manifestFile },
      expected: 'an engine_manifest.json beside the sources',
    });
  }
  return compareEngineManifest({
    manifestFile,
    manifestText: readFileSync(manifestFile, 'utf8'),
    version,
    bundleSha256: builtFileHash(engineFile(toolchain, version)),
    sources: engineSources(toolchain, version),
  });
}
