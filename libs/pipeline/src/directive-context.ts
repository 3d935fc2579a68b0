import { AssayError, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import type { DirectiveFile } from './inputs/directive-files.js';
import { resolveScope, type Scope } from './inputs/scope.js';
import { SeriesStore, type LoadedSeries, type SeriesFile } from './inputs/series-store.js';
import type { Session } from './session.js';
import type { DirectiveContext } from './stages/stage.js';
import type { LoadResult } from './work/tasks.js';

/** Prepares a directive for the stages; files are resolved and read when first needed. */
export function contextFor(
  session: Session,
  file: DirectiveFile,
  model: DirectiveModel,
): DirectiveContext {
  let scope: Scope | undefined;
  const told: Diagnostic[] = [];
  return {
    session,
    file,
    model,
    series: new SeriesStore((barFile) => loadSeries(session, barFile)),
    scope: () => (scope ??= resolvedScope(session, model)),
    tell: (found) => told.push(found),
    told,
  };
}

/** @throws AssayError with every finding when the scope cannot be resolved. */
function resolvedScope(session: Session, model: DirectiveModel): Scope {
  const resolved = resolveScope(session.files, session.workspace, model);
  if (!resolved.scope) throw AssayError.of(resolved.diagnostics);
  return resolved.scope;
}

async function loadSeries(session: Session, file: SeriesFile): Promise<LoadedSeries> {
  const loaded = await session.pool.run<LoadResult>({
    kind: 'load',
    path: file.path,
    timeframe: file.timeframe,
    calendar: file.calendar,
    cacheFolder: session.workspace.paths.cache.absolute,
  });
  return { file, ...loaded };
}
