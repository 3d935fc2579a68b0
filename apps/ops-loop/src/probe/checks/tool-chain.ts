import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { versions } from 'node:process';
import { builtFileHash, engineFile, engineVersions, type Toolchain } from '@assay/pipeline';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/** `22.3.0` → [22, 3, 0]; undefined for any other text. */
function parseVersion(text: string): readonly number[] | undefined {
  return /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number);
}

/** True when a version is at least the one of a `>=a.b.c` range; that is all that the manifest says. */
export function isVersionAtLeast(version: string, range: string): boolean {
  const least = parseVersion(/^>=(\d+\.\d+\.\d+)$/.exec(range)?.[1] ?? '');
  const actual = parseVersion(version);
  if (!least || !actual) return false;
  const at = least.findIndex((part, index) => part !== actual[index]);
  return at === -1 || (actual[at] ?? 0) > (least[at] ?? 0);
}

function nodeRange(root: string): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly engines?: { readonly node?: string };
  };
  return manifest.engines?.node ?? '';
}

function missingParts({ root, workerFile, computeFile, sdkRoot }: Toolchain): readonly string[] {
  return [workerFile, computeFile, sdkRoot]
    .filter((path) => !existsSync(path))
    .concat(hasEsbuild(root) ? [] : ['esbuild']);
}

/** Whether the bundler of strategies can be loaded from where the tool is installed. */
function hasEsbuild(root: string): boolean {
  try {
    return createRequire(join(root, 'package.json')).resolve('esbuild') !== '';
  } catch {
    return false;
  }
}

/** Node, engines, compute code, worker, sources for strategies and the bundler are all there. */
export function toolChain({ toolchain }: ProbeScene): Finding {
  const range = nodeRange(toolchain.root);
  if (!isVersionAtLeast(versions.node, range)) {
    return failed('this Node is too old', versions.node, range);
  }
  const missing = missingParts(toolchain);
  if (missing.length > 0) return failed(`missing: ${missing.join(', ')}`, missing.length, 0);
  const engines = engineVersions(toolchain);
  for (const version of engines) builtFileHash(engineFile(toolchain, version));
  return engines.length === 0
    ? failed('no engine has been built', 0, 1)
    : passed(`Node ${versions.node}, engine ${engines.join(', ')}`, versions.node, range);
}
