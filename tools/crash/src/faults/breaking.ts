import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { FaultPlace, Repair } from './fault.js';

/** A way to break something, by path within the workspace; what it returns makes it whole again. */
export type Breaking = (place: FaultPlace, path: string) => Repair | void;

/** Remembers a file; the repair puts its bytes back, as a backup would. */
function backedUp(file: string): () => void {
  const { mode } = statSync(file);
  const bytes = readFileSync(file);
  return () => {
    rmSync(file, { force: true, recursive: true });
    writeFileSync(file, bytes, { mode });
  };
}

/** The last digit becomes another one: as many bytes as before. */
export const alterDigit: Breaking = ({ at }, path) => {
  const repair = backedUp(at(path));
  const before = readFileSync(at(path), 'latin1');
  const after = before.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
  if (after === before) throw new Error(`no digit to alter in ${path}`);
  chmodSync(at(path), 0o644);
  writeFileSync(at(path), after, 'latin1');
  return repair;
};

/** Every occurrence of a text becomes another one of its length. */
export function alterText(from: string, to: string): Breaking {
  if (from.length !== to.length) throw new Error('an altered text is as long as before');
  return ({ at }, path) => {
    const repair = backedUp(at(path));
    const before = readFileSync(at(path), 'latin1');
    if (!before.includes(from)) throw new Error(`no ${from} in ${path}`);
    writeFileSync(at(path), before.replaceAll(from, to), 'latin1');
    return repair;
  };
}

/** Only the first part is left, as after a copy that was cut off. */
export function truncateTo(share: number): Breaking {
  return ({ at }, path) => {
    const repair = backedUp(at(path));
    truncateSync(at(path), Math.floor(statSync(at(path)).size * share));
    return repair;
  };
}

/** Text behind the end. */
export function append(text: string): Breaking {
  return ({ at }, path) => {
    const repair = backedUp(at(path));
    writeFileSync(at(path), readFileSync(at(path), 'utf8') + text);
    return repair;
  };
}

/** Gone, a folder with all that is in it; kept outside the workspace until it is put back. */
export const deleteIt: Breaking = ({ at, folder }, path) => {
  const away = `${folder.path}/away`;
  renameSync(at(path), away);
  return () => {
    mkdirSync(dirname(at(path)), { recursive: true });
    rmSync(at(path), { recursive: true, force: true });
    renameSync(away, at(path));
  };
};

/** Gone for good: only for what is made again. */
export const deleteForGood: Breaking = ({ at }, path) => {
  rmSync(at(path), { recursive: true });
};

/** The same for bytes: nobody puts them back. */
export function unrepaired(breaking: Breaking): Breaking {
  return (place, path) => {
    breaking(place, path);
  };
}

/** A file stands where a folder should be; a folder that was there is kept away until then. */
export const fileInstead: Breaking = (place, path) => {
  const { at, folder } = place;
  const putBack = existsSync(at(path)) ? deleteIt(place, path) : undefined;
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), 'a file\n');
  if (folder.user !== undefined) throw new Error('files are put in the way as oneself');
  return putBack ?? (() => rmSync(at(path)));
};

/** A folder stands where a file should be. */
export const folderInstead: Breaking = ({ at }, path) => {
  const repair = existsSync(at(path)) ? backedUp(at(path)) : undefined;
  rmSync(at(path), { force: true });
  mkdirSync(`${at(path)}/held`, { recursive: true });
  return () => {
    rmSync(at(path), { recursive: true });
    repair?.();
  };
};

/** A link leads to a folder beside the workspace, which holds what was there. */
export const linkOutside: Breaking = ({ at, folder }, path) => {
  const target = `${folder.beside}/runs`;
  const away = `${folder.path}/away`;
  const isThere = existsSync(at(path));
  if (isThere) renameSync(at(path), away);
  mkdirSync(dirname(at(path)), { recursive: true });
  symlinkSync(target, at(path));
  return () => {
    rmSync(at(path));
    if (isThere) renameSync(away, at(path));
  };
};

/** Nobody may write into the folder. */
export const readOnlyFolder: Breaking = ({ at }, path) => {
  const { mode } = statSync(at(path));
  chmodSync(at(path), 0o555);
  return () => chmodSync(at(path), mode & 0o777);
};

/** A file of somebody else, to which nobody may write. */
export const readOnlyFile: Breaking = ({ at }, path) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), 'of somebody else\n', { mode: 0o444 });
};
