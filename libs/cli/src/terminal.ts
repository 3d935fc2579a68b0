/** Where a tool talks: stdout is the result, stderr is talk. Nothing else in the project prints. */
export interface Terminal {
  writeOut(text: string): void;
  writeErr(text: string): void;
  readonly outIsTty: boolean;
  readonly errIsTty: boolean;
  /** Columns of the terminal; undefined when there is none or it does not say. */
  readonly columns: number | undefined;
  /** Lines of the terminal; undefined likewise. */
  readonly rows?: number | undefined;
}

/** The slice of a Node stream that a terminal needs. */
export interface OutputStream {
  write(text: string): unknown;
  on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** A stream that falls silent when its reader has gone away, as `… | head` does. */
function guarded(stream: OutputStream, onFailure: (error: Error) => void): (text: string) => void {
  let isOpen = true;
  stream.on('error', (error) => {
    // A closed pipe is the reader's decision, not a failure of ours; a full disk is one.
    if (isOpen && error.code !== 'EPIPE') onFailure(error);
    isOpen = false;
  });
  return (text) => {
    if (isOpen && text !== '') stream.write(text);
  };
}

/**
 * Makes a terminal of two streams, usually those of the process.
 *
 * @param onFailure - Told once when the result could not be written; what stderr refuses is lost.
 */
export function streamTerminal(
  out: OutputStream,
  err: OutputStream,
  onFailure: (error: Error) => void,
): Terminal {
  return {
    writeOut: guarded(out, onFailure),
    writeErr: guarded(err, () => undefined),
    outIsTty: out.isTTY === true,
    errIsTty: err.isTTY === true,
    // Read late: the user may resize the window.
    get columns() {
      // A terminal of unknown size, as `script` makes one, says 0.
      return [out.columns, err.columns].find((columns) => columns !== undefined && columns > 0);
    },
    get rows() {
      return [err.rows, out.rows].find((rows) => rows !== undefined && rows > 0);
    },
  };
}

/** A terminal that keeps what was written, for tests of rendered text. */
export interface RecordedTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
}

/** Makes a recording terminal; not a TTY unless `isTty` says so. */
export function recordedTerminal(
  options: { isTty?: boolean; columns?: number } = {},
): RecordedTerminal {
  let out = '';
  let err = '';
  return {
    writeOut: (text) => {
      out += text;
    },
    writeErr: (text) => {
      err += text;
    },
    outIsTty: options.isTty === true,
    errIsTty: options.isTty === true,
    columns: options.columns,
    out: () => out,
    err: () => err,
  };
}
