import { illegalStates } from '@assay/pipeline';
import { failed, passed, type Finding } from '../probe-check.js';
import { lookWhileStill } from '../still-ledger.js';
import type { ProbeScene } from '../probe-scene.js';

/** No directive and no run is where the tables of the state machines do not allow it. */
export function lifecycleStates({ ledger }: ProbeScene): Finding {
  const opened = ledger();
  if (!opened) return passed('no ledger yet', 0, 0);
  const problems = lookWhileStill(
    opened,
    () => illegalStates(opened),
    ({ length }) => length === 0,
  );
  return problems.length === 0
    ? passed(`${opened.directives().length} directives in legal states`, 0, 0)
    : failed(problems.slice(0, 5).join('; '), problems.length, 0);
}
