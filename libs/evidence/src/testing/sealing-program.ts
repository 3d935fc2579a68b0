// A process that seals evidence again and again. Arguments: folder, how often. Prints `sealed <seq>`.
import { FACTS } from './sample-facts.js';
import { diskFileStore, NODE_FILE_SYSTEM } from '@assay/workspace';
import { join } from 'node:path';
import { evidencePlaces, mayRemoveEvidence } from '../store/evidence-store.js';
import { sealEvidence } from '../store/seal-evidence.js';

const [, , folder = '', count = '0'] = process.argv;
const root = join(folder, 'root');
const memory = join(folder, 'memory');
for (let i = 0; i < Number(count); i += 1) {
  const { seq } = sealEvidence(
    {
      files: diskFileStore(NODE_FILE_SYSTEM, root, mayRemoveEvidence),
      memoryFiles: diskFileStore(NODE_FILE_SYSTEM, memory),
      places: evidencePlaces(root, join(memory, 'head.json')),
      clock: { now: () => Date.now() },
      command: 'sealing program',
      key: undefined,
    },
    {
      class: 'dashboard',
      payload: [{ path: 'a.txt', bytes: Buffer.from(`${process.pid} ${i}\n`) }],
      facts: FACTS,
      text: () => 'P93_OK\n',
    },
  );
  process.stdout.write(`sealed ${seq}\n`);
}
