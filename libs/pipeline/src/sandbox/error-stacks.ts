/** A frame of a stack as the engine describes it. */
export interface StackFrame {
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
}

/** The parts of V8's call site that are read here. */
interface CallSite {
  getFileName(): string | null | undefined;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

interface RecordedStack {
  readonly text: string;
  readonly frames: readonly StackFrame[];
}

const stacks = new WeakMap<object, RecordedStack>();

/**
 * From now on `error.stack` is only the error's first line: positions and paths differ between
 * machines and versions and must not reach a result. The full stack stays readable for trusted code.
 */
export function hideStacks(): void {
  const describe = Error.prototype.toString;
  const prepare = (error: Error, sites: readonly CallSite[]): string => {
    const head = headOf(error, describe);
    const frames = sites.map((site) => ({
      file: site.getFileName() ?? undefined,
      line: site.getLineNumber() ?? 0,
      column: site.getColumnNumber() ?? 0,
    }));
    stacks.set(error, {
      text: [head, ...sites.map((site) => `    at ${String(site)}`)].join('\n'),
      frames,
    });
    return head;
  };
  Object.defineProperty(Error, 'prepareStackTrace', {
    value: prepare,
    writable: false,
    configurable: false,
  });
  Object.defineProperty(Error, 'captureStackTrace', {
    value: undefined,
    writable: false,
    configurable: false,
  });
  Object.defineProperty(Error, 'stackTraceLimit', {
    value: 16,
    writable: false,
    configurable: false,
  });
}

function headOf(error: Error, describe: () => string): string {
  try {
    return describe.call(error);
  } catch {
    // A name or message that throws when it is read; the error itself must still be reported.
    return 'Error';
  }
}

function recorded(error: unknown): RecordedStack | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // The first look makes V8 format, and thereby record, the stack.
  void (error as { readonly stack?: unknown }).stack;
  return stacks.get(error);
}

/** The full stack of an error, for a log; its usual stack before the thread was locked down. */
export function fullStack(error: Error): string {
  return recorded(error)?.text ?? error.stack ?? String(error);
}

/** The frames of an error, innermost first; empty before the thread was locked down. */
export function framesOf(error: unknown): readonly StackFrame[] {
  return recorded(error)?.frames ?? [];
}
