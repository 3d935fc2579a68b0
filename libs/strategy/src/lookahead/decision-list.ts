/** What a strategy decided at the close of a bar. */
export interface RecordedDecision {
  /** Index from the first warm-up bar. */
  readonly bar: number;
  readonly kind: 'entry' | 'exit';
  /** Canonical text of the decision; equal texts are equal decisions. */
  readonly text: string;
}

/**
 * Decisions in the order in which they were made, which is bar by bar. In columns, equal texts kept
 * once: a hundred thousand objects would keep the garbage collector busy for longer than the proof.
 */
export class DecisionList {
  private readonly bars: number[] = [];
  private readonly kinds: RecordedDecision['kind'][] = [];
  private readonly texts: string[] = [];

  /** A list of given decisions. */
  static of(decisions: readonly RecordedDecision[]): DecisionList {
    const list = new DecisionList();
    for (const { bar, kind, text } of decisions) list.decided(bar, kind, text);
    return list;
  }

  get length(): number {
    return this.bars.length;
  }

  /** Adds a decision. */
  decided(bar: number, kind: RecordedDecision['kind'], text: string): void {
    const { texts } = this;
    const before = texts.at(-1);
    const oneBefore = texts.at(-2);
    this.bars.push(bar);
    this.kinds.push(kind);
    if (before === text) texts.push(before);
    else texts.push(oneBefore === text ? oneBefore : text);
  }

  /** A decision by its place; undefined behind the end. */
  at(place: number): RecordedDecision | undefined {
    const bar = this.bars[place];
    const kind = this.kinds[place];
    const text = this.texts[place];
    return bar === undefined || kind === undefined || text === undefined
      ? undefined
      : { bar, kind, text };
  }

  /** Bars of one kind of decision, ascending. */
  barsOf(kind: RecordedDecision['kind']): number[] {
    return this.bars.filter((_, place) => this.kinds[place] === kind);
  }

  /** How many decisions were made before a bar. */
  countBefore(bar: number): number {
    let low = 0;
    let high = this.bars.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.bars[middle] as number) < bar) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
