import { test } from 'vitest';
import { readFileSync } from 'node:fs';
import { buildWorker } from './testing/built-worker.js';
import { temporaryWorkspace, LIBS } from './testing/temporary-workspace.js';
import { createPool } from './worker-pool.js';
import { bundleStrategy } from './bundle-strategy.js';
test('bench', async () => {
  const f = temporaryWorkspace();
  const pool = createPool({ workerFile: buildWorker(f, 'zz-bench-worker.ts'), size: 1, memoryMb: 1024 });
  const rules = { sizing: { mode: 'fixed_lots', lots: 0.1 }, costs: 'none', moving_average_cross: { type: 'sma', fast: 10, slow: 30 } };
  const strategyFile = f.write('strategies/S/strategy.ts', `import { movingAverageCross } from '@assay/strategy'; export default movingAverageCross({version:1,strategy:'S',timeframe:'1h',indicators:[],session_time_reference:'UTC',rules:${JSON.stringify(rules)}});`);
  const b = await bundleStrategy({ strategyFile, workspaceRoot: f.root, sdkRoot: LIBS });
  if (!b.ok) throw new Error('x'); (await import('node:fs')).writeFileSync('/tmp/eb/code.js', b.value.code); return;
  for (let i=0;i<6;i++) console.log(await pool.run({ kind: 'run', code: b.value.code, rules, bars: 34000 }, { affinity: 'a' }));
  await pool.close(); f.remove();
}, 120000);
