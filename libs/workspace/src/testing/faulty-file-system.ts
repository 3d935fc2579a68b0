import type { FileSystem } from '../file-system.js';

/** Thrown by every operation from the crash on: the process is gone, only the disk remains. */
export class SimulatedCrash extends Error {
  constructor(readonly operation: string) {
    super(`simulated crash at ${operation}`);
    this.name = 'SimulatedCrash';
  }
}

export interface FaultPlan {
  /** 1-based number of the changing operation (reads do not count) that the fault hits. */
  readonly at: number;
  /**
   * `kill`: the process dies before the operation. `kill-after`: right after it. `tear`: a write
   * leaves half of its bytes, then the process dies (another operation: as `kill`). Anything else
   * is the code of an operating system error, which this operation alone reports.
   */
  readonly fault: 'kill' | 'kill-after' | 'tear' | `E${string}`;
}

/** A file system with one planned fault, which also counts and names its changing operations. */
export interface FaultyFileSystem extends FileSystem {
  /** `writeNew <path>` and so on, in order. */
  readonly operations: readonly string[];
}

function osError(code: string, operation: string): Error {
  return Object.assign(new Error(`${code}: planned, ${operation}`), { code });
}

/** Wraps a file system; without a plan it only counts. */
export function faultyFileSystem(base: FileSystem, plan?: FaultPlan): FaultyFileSystem {
  const operations: string[] = [];
  let dead = false;

  function alive<T>(operation: string, step: () => T): T {
    if (dead) throw new SimulatedCrash(operation);
    return step();
  }

  function die(operation: string): never {
    dead = true;
    throw new SimulatedCrash(operation);
  }

  function change(operation: string, step: () => void, tear?: () => void): void {
    if (dead) throw new SimulatedCrash(operation);
    operations.push(operation);
    if (!plan || operations.length !== plan.at) return step();
    if (plan.fault === 'tear') tear?.();
    if (plan.fault === 'kill' || plan.fault === 'tear') die(operation);
    if (plan.fault === 'kill-after') {
      step();
      die(operation);
    }
    throw osError(plan.fault, operation);
  }

  return {
    operations,
    read: (path) => alive(`read ${path}`, () => base.read(path)),
    readPart: (path, offset, length) =>
      alive(`read ${path}`, () => base.readPart(path, offset, length)),
    readPieces: (path, onPiece) => alive(`read ${path}`, () => base.readPieces(path, onPiece)),
    digest: (path) => alive(`digest ${path}`, () => base.digest(path)),
    stat: (path) => alive(`stat ${path}`, () => base.stat(path)),
    list: (folder) => alive(`list ${folder}`, () => base.list(folder)),
    realPath: (path) => alive(`realPath ${path}`, () => base.realPath(path)),
    makeFolder: (path) => change(`makeFolder ${path}`, () => base.makeFolder(path)),
    writeNew: (path, bytes, mode) =>
      change(
        `writeNew ${path}`,
        () => base.writeNew(path, bytes, mode),
        () => base.writeNew(path, bytes.slice(0, Math.floor(bytes.length / 2)), mode),
      ),
    copyNew: (from, to, mode) => change(`copyNew ${to}`, () => base.copyNew(from, to, mode)),
    append: (path, bytes) =>
      change(
        `append ${path}`,
        () => base.append(path, bytes),
        () => base.append(path, bytes.slice(0, Math.floor(bytes.length / 2))),
      ),
    flush: (path) => change(`flush ${path}`, () => base.flush(path)),
    rename: (from, to) => change(`rename ${to}`, () => base.rename(from, to)),
    removeFile: (path) => change(`removeFile ${path}`, () => base.removeFile(path)),
    removeFolder: (path) => change(`removeFolder ${path}`, () => base.removeFolder(path)),
    syncFolder: (path) => change(`syncFolder ${path}`, () => base.syncFolder(path)),
  };
}
