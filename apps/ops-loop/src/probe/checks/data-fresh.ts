import { formatInstant } from '@assay/core';
import type { WatchedRun } from '@assay/pipeline';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

const NOTHING = 'nothing is promoted, so no data has to be fresh';

async function ageOf({ run, freshness }: WatchedRun) {
  const { directive_id, symbol } = run;
  return { name: `${directive_id} ${symbol}`, ...(await freshness()) };
}

/** The bars of every promoted directive reach up to now, by the calendar of their market. */
export async function dataFresh({ watched }: ProbeScene): Promise<Finding> {
  const runs = watched();
  if (runs.length === 0) return passed(NOTHING, 0, 0);
  const ages = await Promise.all(runs.map(ageOf));
  const stale = ages.filter(({ fresh }) => !fresh);
  const [worst] = [...stale].sort((a, b) => b.openMs - a.openMs);
  if (!worst) return passed(`${ages.length} series reach up to now`, 0, 0);
  const newest = formatInstant(worst.newestMs);
  const hours = (ms: number): string => `${Math.round(ms / 3_600_000)} h`;
  return failed(
    `${stale.length} of ${ages.length} series are stale; ${worst.name}: the newest bar is of ${newest}, ` +
      `its market was open for ${hours(worst.openMs)} since, ${hours(worst.limitMs)} are allowed`,
    stale.length,
    0,
  );
}
