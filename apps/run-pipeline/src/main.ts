import { runProcess } from '@assay/cli';
import { RUN_PIPELINE } from './tool.js';

await runProcess(RUN_PIPELINE);
