import { AssayError, isAssayError, type ErrorCode } from '@assay/core';

/** The code of an operating system's error, `ENOSPC` for example; undefined for any other error. */
export function osErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

interface Translation {
  readonly code: ErrorCode;
  readonly message: string;
  readonly expected: string;
  readonly next?: string;
}

const NO_SPACE: Translation = {
  code: 'DISK_FULL',
  message: 'no space is left on the device',
  expected: 'free space on the device of this path',
};
const FORBIDDEN: Translation = {
  code: 'PERMISSION_DENIED',
  message: 'the operating system refused access',
  expected: 'a path that this user may read and write',
};
const NOT_A_FOLDER: Translation = {
  code: 'PATH_NOT_A_FOLDER',
  message: 'a file stands where a folder is needed',
  expected: 'a folder',
};

const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  ENOSPC: NO_SPACE,
  EDQUOT: { ...NO_SPACE, message: 'the disk quota of this user is used up' },
  EFBIG: {
    ...NO_SPACE,
    message: 'a file would become larger than this user may write',
    expected: 'a limit (ulimit -f) and a file system that allow files of this size',
  },
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: { ...FORBIDDEN, message: 'the file system is mounted read-only' },
  ENOTDIR: NOT_A_FOLDER,
  EEXIST: NOT_A_FOLDER,
  EISDIR: {
    code: 'PATH_NOT_A_FOLDER',
    message: 'a folder stands where a file is needed',
    expected: 'a file, or nothing',
    next: 'Move the folder away.',
  },
  ENXIO: {
    code: 'IO_FAILED',
    message: 'a device or a pipe stands where a file is needed',
    expected: 'a file',
    next: 'Replace it by a file.',
  },
  ENOENT: {
    code: 'IO_FAILED',
    message: 'there is no such file or folder',
    expected: 'an existing path',
    next: 'Restore the path, or run the command again.',
  },
};

/** Turns what a file operation threw into the catalogue's error; our own errors pass unchanged. */
export function translateOsError(error: unknown, path: string): unknown {
  if (isAssayError(error)) return error;
  const code = osErrorCode(error);
  if (code === undefined) return error;
  const known = TRANSLATIONS[code];
  if (known) {
    const { message, expected, next } = known;
    const more = next === undefined ? {} : { next };
    const found = `${code} at ${path}`;
    return new AssayError(known.code, message, {
      place: { file: path },
      found,
      expected,
      ...more,
      cause: error,
    });
  }
  return new AssayError('IO_FAILED', 'a file operation failed', {
    place: { file: path },
    found: `${code} at ${path}`,
    expected: 'a working disk',
    cause: error,
  });
}

/** Runs a file operation; what the operating system refuses becomes an AssayError with the path. */
export function withOsErrors<T>(path: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw translateOsError(error, path);
  }
}
