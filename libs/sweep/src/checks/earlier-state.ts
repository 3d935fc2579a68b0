/** What the two kinds of state files have in common. */
interface StateText {
  readonly attempt: number;
  readonly current_state: string;
  readonly history: readonly { readonly to: string }[];
}

/**
 * Tells a state file that lags (its writer was killed after a commit) from one that was edited: a
 * lagging one tells the beginning of the same history, or of an earlier attempt.
 */
export function isEarlierState(expected: string): (written: string) => boolean {
  const now = JSON.parse(expected) as StateText & Readonly<Record<string, unknown>>;
  return (written) => {
    const then = parseState(written);
    if (!then) return false;
    for (const key of ['run_id', 'directive_id', 'symbol']) {
      if (then[key] !== now[key]) return false;
    }
    if (then.attempt < now.attempt) return true;
    if (then.attempt > now.attempt || then.history.length > now.history.length) return false;
    const isPrefix =
      JSON.stringify(then.history) === JSON.stringify(now.history.slice(0, then.history.length));
    const last = then.history.at(-1)?.to;
    if (!isPrefix || then.history.length === now.history.length) return false;
    return last === undefined || last === then.current_state;
  };
}

function parseState(text: string): (StateText & Readonly<Record<string, unknown>>) | undefined {
  try {
    const value = JSON.parse(text) as (StateText & Readonly<Record<string, unknown>>) | null;
    const isState = typeof value?.attempt === 'number' && Array.isArray(value.history);
    return isState ? value : undefined;
  } catch {
    return undefined;
  }
}
