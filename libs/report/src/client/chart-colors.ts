/** Colours of the chart, as the page has them now. */
export interface ChartColors {
  readonly text: string;
  readonly card: string;
  readonly rule: string;
  readonly gain: string;
  readonly loss: string;
  readonly accent: string;
  readonly range: string;
  readonly up: string;
  readonly down: string;
}

/** Reads the style sheet's variables: light, dark and print are decided there alone. */
export function chartColors(): ChartColors {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: value('muted'),
    card: value('card'),
    rule: value('rule'),
    gain: value('gain'),
    loss: value('loss'),
    accent: value('accent'),
    range: `rgba(${value('amt')},.16)`,
    up: value('candle-up'),
    down: value('candle-down'),
  };
}
