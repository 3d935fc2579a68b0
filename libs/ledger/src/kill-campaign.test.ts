import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeFileStore } from '@assay/workspace';
import { bundleProgram, startProgram } from '@assay/workspace/testing';
import { expect, test } from 'vitest';
import { recover } from './recover.js';
import { artifact } from './testing/story.js';
import { openIn, temporaryWorkspace } from './testing/temporary-ledger.js';

const KILLS = 50;
const FOLDER = fileURLToPath(new URL('../out-tsc/test-programs/', import.meta.url));
mkdirSync(FOLDER, { recursive: true });
const PROGRAM = bundleProgram(
  fileURLToPath(new URL('./testing/commit-program.ts', import.meta.url)),
  FOLDER,
  ['@photostructure/sqlite'],
);

test(`of a writer that is killed ${KILLS} times nothing acknowledged is lost and nothing is half done`, async () => {
  const paths = temporaryWorkspace();
  const files = nodeFileStore(paths.root);
  let acknowledged = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const child = startProgram(PROGRAM, [paths.root]);
    await child.line('recovered 0');
    // After another number of commits each time, in the middle of whatever follows the last one.
    for (let i = 0; i < kill % 4; i += 1) await child.lines('ack ', i + 1);
    child.process.kill('SIGKILL');
    await child.ended();
    const acks = [...child.output().matchAll(/^ack (\d+) /gm)].map((match) => Number(match[1]));
    const ledger = openIn(paths);
    expect(ledger.head().seq).toBeGreaterThanOrEqual(Math.max(acknowledged, ...acks));
    expect(ledger.verifyChain()).toBeUndefined();
    const states = ledger.directives().map(({ state }) => state);
    expect(new Set(states).size).toBeLessThanOrEqual(1);
    acknowledged = ledger.head().seq;
    ledger.close();
  }
  const ledger = openIn(paths);
  expect(recover({ ledger, files, paths }).problems).toEqual([]);
  const directives = ledger.directives();
  expect(directives.length).toBeGreaterThan(KILLS / 2);
  for (const { directive_id } of directives) {
    for (const name of ['a', 'b']) {
      const { bytes, sha256 } = artifact(name, `${directive_id}${name}`);
      expect(files.digest(paths.at(`runs/${directive_id}/${name}`).absolute)).toEqual({
        bytes,
        sha256,
      });
    }
  }
  expect(files.list(paths.runs.absolute)).toHaveLength(directives.length);
  expect(files.list(paths.stagingFolder.absolute)).toEqual([]);
});
