import { readAssayConfig } from '@assay/workspace';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/** `assay.json` reads as a configuration, now: it may have changed since the tool was started. */
export function configuration({ context, files }: ProbeScene): Finding {
  const file = context.workspace.paths.config.absolute;
  const { value, diagnostics } = readAssayConfig(file, files.readFile(file));
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  return value && !first
    ? passed('assay.json reads', value.data.length)
    : failed(first ? `${first.code}: ${first.message}` : 'it holds nothing', diagnostics.length, 0);
}
