import { readFileSync } from 'node:fs';
import { nodeFileStore, type WorkspacePaths } from '@assay/workspace';
import { describe, expect, test } from 'vitest';
import { commitStage } from './commit-stage.js';
import type { Ledger, Publication } from './ledger.js';
import { recover } from './recover.js';
import { crashScenario } from './testing/crash-scenario.js';
import { admitted, artifact } from './testing/story.js';
import { openIn, temporaryWorkspace } from './testing/temporary-ledger.js';

const TARGET = 'runs/x/f';
const STAGED = '.assay/staging/t/f';

/** A workspace on the real disk with one staged file. */
function workspace(text = 'new') {
  const paths = temporaryWorkspace();
  const files = nodeFileStore(paths.root);
  const ledger = openIn(paths);
  files.stage(paths.at(STAGED).absolute, text, { mode: 0o444 });
  const staged: Publication[] = [{ ...artifact('f', text), staged: STAGED, target: TARGET }];
  return { paths, files, ledger, staged, events: [admitted()] };
}

/** As after a crash between the transaction and the rename. */
function committedOnly(text?: string) {
  const place = workspace(text);
  place.ledger.commit({ events: place.events, publications: place.staged });
  return place;
}

const textOf = (paths: WorkspacePaths, path: string) =>
  readFileSync(paths.at(path).absolute, 'utf8');
const recoveredEvents = (ledger: Ledger) =>
  ledger.events().filter(({ type }) => type === 'RECOVERED');

describe('a commit', () => {
  test('puts files in place over older ones, returns the head and leaves nothing pending', () => {
    const place = workspace();
    place.files.writeAtomic(place.paths.at(TARGET).absolute, 'old', { mode: 0o444 });
    expect(commitStage(place)).toEqual(place.ledger.head());
    expect(textOf(place.paths, TARGET)).toBe('new');
    expect(place.ledger.pendingPublications()).toEqual([]);
  });

  test('of bytes other than those it would record is our bug; nothing is recorded', () => {
    const place = workspace();
    const staged = [{ ...artifact('f', 'else'), staged: STAGED, target: TARGET }];
    expect(() => commitStage({ ...place, staged })).toThrow('is not what was to be committed');
    expect(place.ledger.head().seq).toBe(0);
    expect(place.files.exists(place.paths.at(TARGET).absolute)).toBe(false);
  });

  test('that the ledger refuses moves no file', () => {
    const place = workspace();
    place.ledger.commit({ events: place.events });
    expect(() => commitStage(place)).toThrow(
      expect.objectContaining({ code: 'ILLEGAL_TRANSITION' }),
    );
    expect(place.files.exists(place.paths.at(TARGET).absolute)).toBe(false);
    expect(place.ledger.pendingPublications()).toEqual([]);
  });

  test.each(['ENOSPC', 'EACCES', 'EROFS', 'EIO'] as const)(
    'whose renames fail (%s) holds; the next start finishes it',
    (fault) => {
      const steps = crashScenario();
      const { files, operations } = steps.process();
      steps.commit(files);
      const firstRename = operations.findIndex((operation) => operation.startsWith('rename')) + 1;
      for (let at = firstRename; at <= operations.length; at += 1) {
        const scenario = crashScenario();
        expect(() => scenario.commit(scenario.process({ at, fault }).files)).toThrow(
          expect.objectContaining({ exitCode: 1 }),
        );
        recover({ ...scenario, files: scenario.process().files });
        expect(scenario.outcome()).toBe('everything');
      }
    },
  );

  test('whose target is blocked by a folder holds; it is finished when the folder is away', () => {
    const place = workspace();
    place.files.makeFolder(place.paths.at(TARGET).absolute);
    expect(() => commitStage(place)).toThrow(
      expect.objectContaining({ code: 'PATH_NOT_A_FOLDER' }),
    );
    expect(place.ledger.pendingPublications()).toHaveLength(1);
    place.files.moveAside(place.paths.at(TARGET).absolute, place.paths.at('aside').absolute);
    expect(recover(place).rolledForward).toEqual([TARGET]);
    expect(textOf(place.paths, TARGET)).toBe('new');
  });
});

describe('recovery', () => {
  test('with nothing to do does nothing, not even in the log', () => {
    const place = workspace();
    commitStage(place);
    place.files.remove(place.paths.staging('t').absolute);
    const { seq } = place.ledger.head();
    expect(recover(place)).toEqual({ rolledForward: [], discarded: [], problems: [] });
    expect(place.ledger.head().seq).toBe(seq);
  });

  test('rolls a committed file forward, over older bytes too', () => {
    const place = committedOnly();
    place.files.writeAtomic(place.paths.at(TARGET).absolute, 'old', { mode: 0o444 });
    expect(recover(place)).toEqual({ rolledForward: [TARGET], discarded: [], problems: [] });
    expect(textOf(place.paths, TARGET)).toBe('new');
    expect(place.files.list(place.paths.stagingFolder.absolute)).toEqual([]);
  });

  test('accepts a target that is in place already without a staged file', () => {
    const place = committedOnly();
    place.files.publish([
      { from: place.paths.at(STAGED).absolute, to: place.paths.at(TARGET).absolute },
    ]);
    expect(recover(place).rolledForward).toEqual([TARGET]);
    expect(recoveredEvents(place.ledger)).toHaveLength(1);
    expect(place.ledger.pendingPublications()).toEqual([]);
  });

  test('removes staging that nobody committed and says so', () => {
    const place = workspace();
    place.files.stage(place.paths.at('.assay/staging/u/deep/g').absolute, 'x');
    expect(recover(place).discarded).toEqual(['t', 'u']);
    expect(place.files.list(place.paths.stagingFolder.absolute)).toEqual([]);
    expect(recoveredEvents(place.ledger)[0]?.payload).toEqual({
      rolled_forward: [],
      discarded: ['t', 'u'],
    });
  });

  test('reports a committed file that is nowhere as ARTIFACT_MISSING, every time, and goes on with the others', () => {
    const place = committedOnly();
    place.files.remove(place.paths.at(STAGED).absolute);
    const other = { ...artifact('g', 'G'), staged: '.assay/staging/u/g', target: 'runs/y/g' };
    place.files.stage(place.paths.at(other.staged).absolute, 'G');
    place.ledger.commit({ events: [admitted('D2')], publications: [other] });
    const missing = expect.objectContaining({
      code: 'ARTIFACT_MISSING',
      place: { file: TARGET },
      found: `nothing at ${TARGET} and ${STAGED}`,
    });
    expect(recover(place)).toEqual({
      rolledForward: ['runs/y/g'],
      discarded: [],
      problems: [missing],
    });
    expect(recover(place)).toEqual({ rolledForward: [], discarded: [], problems: [missing] });
    expect(textOf(place.paths, 'runs/y/g')).toBe('G');
  });

  test('never puts altered bytes in place: ARTIFACT_HASH_MISMATCH, and what was staged is kept', () => {
    const place = committedOnly();
    place.files.stage(place.paths.at(STAGED).absolute, 'NEW');
    place.files.writeAtomic(place.paths.at(TARGET).absolute, 'old');
    expect(recover(place)).toMatchObject({
      rolledForward: [],
      discarded: [],
      problems: [{ code: 'ARTIFACT_HASH_MISMATCH', place: { file: TARGET } }],
    });
    expect(textOf(place.paths, STAGED)).toBe('NEW');
    expect(textOf(place.paths, TARGET)).toBe('old');
  });
});
