import { fileURLToPath } from 'node:url';
import { runProcess } from '@assay/cli';
import { createTool } from './tool.js';

// `src/main.ts` and `dist/main.js` lie equally deep, so this is the installation for both.
await runProcess(createTool(fileURLToPath(new URL('../../../', import.meta.url))));
