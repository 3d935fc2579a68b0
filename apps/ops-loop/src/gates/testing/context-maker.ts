import { fixedClock } from '@assay/core';
import { createStyle, type ToolIo } from '@assay/cli';
import { findWorkspace, nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import { opsPlaces } from '../../places.js';
import { readSettings } from '../../settings/settings.js';
import { NOW_MS } from './live-state-maker.js';

/** The io of a command whose talk nobody reads. */
export function silentIo(cwd: string): ToolIo {
  return {
    flags: { workspace: cwd, json: false, quiet: true, color: undefined },
    cwd,
    env: {},
    signal: new AbortController().signal,
    progress: undefined as never,
    view: { style: createStyle(false), width: undefined },
    say: () => undefined,
    report: () => undefined,
    throwIfInterrupted: () => undefined,
  } as unknown as ToolIo;
}

/** A command's context in a workspace, at a fixed time. */
export function contextIn(folder: string, change: Partial<OpsContext> = {}): OpsContext {
  const workspace = findWorkspace({ cwd: folder });
  const places = opsPlaces(workspace.root);
  const settings = readSettings({ effect: 'look' }, {}, {}, true);
  return {
    command: 'metrics',
    io: silentIo(folder),
    installation: folder,
    workspace,
    places,
    settings,
    clock: fixedClock(NOW_MS),
    childEnv: {},
    outDir: undefined,
    files: () => {
      nodeFileStore(workspace.root).makeFolder(places.root);
      return nodeFileStore(places.root);
    },
    ...change,
  };
}
