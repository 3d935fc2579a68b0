import { workspacePaths, type FileStore, type WorkspacePaths } from '@assay/workspace';
import {
  faultyFileStore,
  memoryDisk,
  type FaultPlan,
  type MemoryDisk,
} from '@assay/workspace/testing';
import { commitStage } from '../commit-stage.js';
import type { LedgerEvent } from '../ledger-events.js';
import type { Ledger, Publication } from '../ledger.js';
import { openLedger } from '../open-ledger.js';
import {
  advance,
  admitted,
  artifact,
  ID,
  preflight,
  runIdOf,
  SEMANTICALLY_VALID,
} from './story.js';
import { NOW } from './temporary-ledger.js';

const ROOT = '/w';
const RUN = runIdOf('EURUSD');
/** Path below the capsule → content. */
export const CONTENT: Readonly<Record<string, string>> = {
  'artifacts/raw/results_tradelevel.csv': 'a,b\n1,2\n',
  'artifacts/raw/equity.csv': 't,e\n',
  'artifacts/metadata/run_metadata.json': '{}\n',
  'strategy.js': 'var a;\n',
};
/** What an earlier commit had left at one of the targets. */
export const BEFORE = 'var old;\n';

/**
 * A workspace whose next step commits four files. Its disk is in memory, so that the power can be
 * cut; its ledger too, because a transaction is whole or nothing and durable when it returns (which
 * the kill campaign shows of the real one).
 */
export interface CrashScenario {
  readonly disk: MemoryDisk;
  readonly ledger: Ledger;
  readonly paths: WorkspacePaths;
  /** A store over the disk of a new process, with a fault or without. */
  process(plan?: FaultPlan): { readonly files: FileStore; readonly operations: readonly string[] };
  /** Stages and commits. */
  commit(files: FileStore): void;
  /** `nothing` or `everything`; throws when it is something in between. */
  outcome(): 'nothing' | 'everything';
}

const staged: readonly Publication[] = Object.entries(CONTENT).map(([path, text]) => ({
  ...artifact(path, text),
  staged: `.assay/staging/1-${RUN}-1/${path}`,
  target: `runs/${RUN}/${path}`,
}));

export function crashScenario(): CrashScenario {
  const disk = memoryDisk(ROOT);
  const paths = workspacePaths(ROOT);
  const ledger = openLedger({ path: ':memory:', clock: NOW, actor: 'test' });
  ledger.commit({
    events: [
      admitted(),
      ...preflight(['EURUSD']),
      advance('EURUSD', 'PREFLIGHT_COMPLETE'),
      {
        type: 'DIRECTIVE_ADVANCED',
        directive_id: ID,
        attempt: 1,
        from: 'PREFLIGHT_COMPLETE',
        to: SEMANTICALLY_VALID,
      },
    ],
  });
  const process = (plan?: FaultPlan) => faultyFileStore(ROOT, plan, disk);
  const before = process().files;
  before.makeFolder(paths.assayFolder.absolute);
  before.writeAtomic(paths.at(`runs/${RUN}/strategy.js`).absolute, BEFORE, { mode: 0o444 });

  const artifacts = staged.map(({ target: path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  const events: LedgerEvent[] = [
    { ...advance('EURUSD', SEMANTICALLY_VALID), artifacts } as LedgerEvent,
  ];

  return {
    disk,
    ledger,
    paths,
    process,
    commit: (files) => {
      for (const { staged: path, target } of staged) {
        const text = CONTENT[target.slice(`runs/${RUN}/`.length)] ?? '';
        files.stage(paths.at(path).absolute, text, { mode: 0o444 });
      }
      commitStage({ ledger, files, paths, events, staged });
    },
    outcome: () => outcomeOf(ledger, process().files, paths),
  };
}

function outcomeOf(ledger: Ledger, files: FileStore, paths: WorkspacePaths) {
  const state = ledger.runs(ID)[0]?.state;
  const committed = state === 'STAGE_1_COMPLETE';
  const wanted = (path: string): string | undefined => {
    if (committed) return CONTENT[path];
    return path === 'strategy.js' ? BEFORE : undefined;
  };
  for (const path of Object.keys(CONTENT)) {
    const absolute = paths.at(`runs/${RUN}/${path}`).absolute;
    const found = files.exists(absolute) ? files.readText(absolute) : undefined;
    if (found !== wanted(path))
      throw new Error(`${state}, but ${path} is ${JSON.stringify(found)}`);
  }
  const left = files.list(paths.stagingFolder.absolute);
  if (left.length > 0) throw new Error(`staging is left: ${left.map(({ name }) => name).join()}`);
  if (ledger.pendingPublications().length > 0) throw new Error('publications are left');
  if (ledger.artifacts(RUN).length !== (committed ? 4 : 0)) throw new Error('digests are wrong');
  return committed ? 'everything' : 'nothing';
}
