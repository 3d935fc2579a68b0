/**
 * Arrays that one simulation after another may use again: fresh arrays of a million bars cost more
 * page faults than the simulation costs time. Whoever passes the same scratch twice is done with the
 * arrays of the result before: `equity`, `equityLow` and the numbers of `trades` lie in it.
 */
export class ScratchArrays {
  private readonly arrays = new Map<string, Float64Array>();

  /** An array of exactly this length; its content is whatever was there. */
  take(name: string, length: number): Float64Array {
    const kept = this.atLeast(name, length);
    return kept.length === length ? kept : kept.subarray(0, length);
  }

  /** An array of at least this length, with spare room when it had to be made anew. */
  atLeast(name: string, length: number): Float64Array {
    const kept = this.arrays.get(name);
    if (kept && kept.length >= length) return kept;
    const made = new Float64Array(kept ? length + (length >> 1) : length);
    this.arrays.set(name, made);
    return made;
  }
}
