import { isAssayError, listedName } from '@assay/core';
import { linkBefore, linkedFolders } from '@assay/evidence';
import { shownCopies, type ShownCopy } from '@assay/pipeline';
import type { FileDigest, FileStore, WorkspacePath } from '@assay/workspace';
import { finding, type Finding, type FoundFile, type Repair } from '../finding.js';
import { kindAt, type SweepWorld } from '../sweep-world.js';
import { strangeFile } from './check-backtests.js';
import type { ArtifactGroup, KnownRun } from './ledger-index.js';

/** What is shown of a run, where, and how it is shown again. */
interface Shown {
  readonly run: KnownRun;
  readonly folder: WorkspacePath;
  /** Its name in `backtests/`. */
  readonly subject: string;
  readonly copies: readonly ShownCopy[];
  /** Empty when the capsule is not whole: from such a one nothing is shown again. */
  readonly rebuild: readonly Repair[];
}

/**
 * Compares what `backtests/` shows of a run with its artifacts: copies that are lost, edited, or of
 * another run, and files that no artifact explains.
 */
export function checkCopies(
  world: SweepWorld,
  run: KnownRun,
  { artifacts }: ArtifactGroup,
  isCapsuleWhole: boolean,
): readonly Finding[] {
  const { directive_id, symbol } = run;
  const shown: Shown = {
    run,
    folder: world.workspace.paths.backtestsFolder(directive_id, symbol),
    subject: listedName(directive_id, symbol),
    copies: shownCopies(world.workspace, run, artifacts),
    rebuild: isCapsuleWhole ? [{ do: 'rebuild', view: 'copies', directive_id, symbol }] : [],
  };
  const whole = folderFinding(world.files, shown);
  return whole ? [whole] : fileFindings(world, shown);
}

/** A finding about the folder as a whole, which leaves nothing to say of its files. */
function folderFinding(
  files: FileStore,
  { run, folder, subject, rebuild }: Shown,
): Finding | undefined {
  const about = { subject, path: folder.relative };
  const aside: Repair = { do: 'quarantine', path: folder.relative };
  const kind = kindAt(files, folder.absolute);
  if (kind !== 'folder') {
    const isGone = kind === 'nothing';
    return finding('stale-view', 'VIEW_STALE', {
      ...about,
      message: `${folder.relative} is not shown`,
      found: isGone ? 'no folder' : `a ${kind}`,
      expected: `copies of the artifacts of run ${run.run_id}`,
      repairs: isGone ? rebuild : [aside, ...rebuild],
    });
  }
  const claimed = claimedRun(files, `${folder.absolute}/metadata/run_metadata.json`);
  if (claimed === undefined || claimed === run.run_id) return undefined;
  return finding('identity-mismatch', 'IDENTITY_MISMATCH', {
    ...about,
    message: `${folder.relative} says that it shows another run`,
    found: `run ${claimed}`,
    expected: `run ${run.run_id}, as the ledger says`,
    repairs: rebuild.length > 0 ? [aside, ...rebuild] : [],
  });
}

function fileFindings({ files, workspace }: SweepWorld, shown: Shown): readonly Finding[] {
  const { folder, subject, copies, rebuild } = shown;
  const below = (path: string): string => path.slice(folder.relative.length + 1);
  const linked = linkedFolders(
    files,
    folder.absolute,
    copies.map(({ path }) => below(path)),
  );
  const edited: FoundFile[] = [];
  const lost: FoundFile[] = [];
  const aside: Repair[] = [];
  for (const { artifact, path } of copies) {
    const link = linkBefore(below(path), linked);
    const there =
      link === undefined
        ? digestAt(files, workspace.paths.at(path).absolute)
        : `behind the link ${link}`;
    if (typeof there === 'object' && there.sha256 === artifact.sha256) continue;
    const expected = `${artifact.bytes} bytes with SHA-256 ${artifact.sha256}`;
    if (there === 'nothing') {
      lost.push({ code: 'VIEW_STALE', path, found: 'no such file', expected });
      continue;
    }
    edited.push({ code: 'COPY_ALTERED', path, found: foundText(there), expected });
    aside.push({
      do: 'quarantine',
      path: link === undefined ? path : `${folder.relative}/${link}`,
    });
  }
  const known = new Set(copies.map(({ path }) => path));
  const strange = filesBelow(files, folder.absolute, folder.relative).filter(
    (path) => !known.has(path) && !linked.has(below(path)),
  );
  return [
    ...several('edited-copy', edited, subject, 'is not what the capsule holds', [
      ...aside,
      ...rebuild,
    ]),
    ...several('stale-view', lost, subject, 'is no longer shown', rebuild),
    ...strange.map((path) => strangeFile(path, subject)),
  ];
}

function several(
  kind: 'edited-copy' | 'stale-view',
  files: readonly FoundFile[],
  subject: string,
  what: string,
  repairs: readonly Repair[],
): readonly Finding[] {
  const [first] = files;
  if (!first) return [];
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return [
    finding(kind, first.code, {
      subject,
      path: first.path,
      message: `${first.path}${more} ${what}`,
      found: first.found,
      expected: first.expected,
      files,
      repairs,
    }),
  ];
}

/** The run that a folder's metadata speaks of; undefined when there is no such text. */
function claimedRun(files: FileStore, path: string): string | undefined {
  if (kindAt(files, path) !== 'file') return undefined;
  try {
    const metadata = JSON.parse(files.readText(path)) as { readonly run_id?: unknown } | null;
    return typeof metadata?.run_id === 'string' ? metadata.run_id : undefined;
  } catch (error) {
    // Not JSON any more: it differs from the artifact and is found as an edited copy.
    if (error instanceof SyntaxError || isAssayError(error)) return undefined;
    throw error;
  }
}

/** What lies at a path; the system's words when it does not let us look. */
function digestAt(files: FileStore, path: string): FileDigest | string {
  try {
    return files.digestHere(path);
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return error.message;
  }
}

function foundText(there: FileDigest | string): string {
  return typeof there === 'string' ? there : `${there.bytes} bytes with SHA-256 ${there.sha256}`;
}

/** Every file and link below a folder, as paths below the workspace; links are not followed. */
function filesBelow(files: FileStore, absolute: string, relative: string): readonly string[] {
  return files
    .list(absolute)
    .flatMap(({ name, kind }) =>
      kind === 'folder'
        ? filesBelow(files, `${absolute}/${name}`, `${relative}/${name}`)
        : [`${relative}/${name}`],
    );
}
