import { AssayError } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { engineVersions, type Toolchain } from '../toolchain.js';

/**
 * The engine that a directive executes on: the pinned version, or the newest one.
 * @throws AssayError ENGINE_VERSION_UNKNOWN when the pinned version is not built.
 */
export function activeEngineVersion(toolchain: Toolchain, model: DirectiveModel): string {
  const versions = engineVersions(toolchain);
  const pinned = model.rules.engine;
  if (pinned !== undefined && !versions.includes(pinned)) {
    throw new AssayError('ENGINE_VERSION_UNKNOWN', `the directive pins engine ${pinned}`, {
      found: `built versions: ${versions.join(', ') || 'none'}`,
      expected: pinned,
    });
  }
  const version = pinned ?? versions.at(-1);
  if (version === undefined) {
    throw new AssayError('NOT_BUILT', 'no engine has been built', { found: toolchain.root });
  }
  return version;
}
