/** Line and column, both 1-based; columns count UTF-16 units, as editors' JavaScript does. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Finds line and column of offsets in one text, by binary search over its line starts. */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** The place of an offset; offsets beyond the text belong to its last line. */
  at(offset: number): LineColumn {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
  }
}
