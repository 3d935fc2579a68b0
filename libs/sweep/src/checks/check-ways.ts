import { finding, type Finding } from '../finding.js';
import { kindAt, type SweepWorld } from '../sweep-world.js';

/**
 * The folders that everything else lies in. One that is a link, a file or closed to us is reported and
 * nothing below it is judged: a disk that is not mounted must not retire a single row. Links are not
 * followed. A folder that is not there is an empty one.
 */
export function checkWays({ files, workspace }: SweepWorld): readonly Finding[] {
  const { paths } = workspace;
  const ways = [paths.runs, paths.backtests, paths.portfolios, paths.stagingFolder];
  return ways.flatMap(({ absolute, relative }) => {
    const kind = kindAt(files, absolute);
    if (kind === 'nothing') return [];
    const problem = kind === 'folder' ? listProblem(files, absolute) : undefined;
    if (kind === 'folder' && problem === undefined) return [];
    const isLink = kind === 'link';
    const code = isLink ? 'PATH_OUTSIDE_WORKSPACE' : 'PATH_NOT_A_FOLDER';
    return [
      finding('unreadable', problem === undefined ? code : 'PERMISSION_DENIED', {
        subject: '@workspace',
        path: relative,
        message: `${relative} is no folder of this workspace that can be read`,
        found: problem ?? `a ${kind}`,
        expected: 'a folder',
      }),
    ];
  });
}

function listProblem(files: SweepWorld['files'], path: string): string | undefined {
  try {
    files.list(path);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
