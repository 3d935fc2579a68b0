import { engineFindings, engineVersions } from '@assay/pipeline';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/** Each built engine is the one that its manifest describes, as stage 0 asks before every run. */
export function engineManifest({ toolchain }: ProbeScene): Finding {
  const versions = engineVersions(toolchain);
  const findings = versions.flatMap((version) => engineFindings(toolchain, version));
  const [first] = findings.filter(({ severity }) => severity === 'error');
  return first
    ? failed(`${first.code}: ${first.message}`, first.found ?? null, first.expected ?? null)
    : passed(`${versions.join(', ')} as described`, versions.length);
}
