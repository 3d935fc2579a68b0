import { indicatorBenches } from './indicators.js';
import { lookaheadBenches } from './lookahead.js';
import { marketDataBenches } from './market-data.js';
import type { Figures } from './measure.js';
import { opsGateBenches } from './ops-gates.js';
import { opsRetainBenches } from './ops-retain.js';
import { pipelineBenches } from './pipeline.js';
import { sweepBenches } from './sweep.js';
import { crossBenches } from './sma-cross-benches.js';
import { workerBenches } from './workers.js';

/** All benches; the names are those of command/catalogue.ts. */
export const MEASUREMENTS: Readonly<Record<string, () => Promise<Figures>>> = {
  ...crossBenches,
  ...indicatorBenches,
  ...lookaheadBenches,
  ...marketDataBenches,
  ...workerBenches,
  ...pipelineBenches,
  ...sweepBenches,
  ...opsGateBenches,
  ...opsRetainBenches,
};
