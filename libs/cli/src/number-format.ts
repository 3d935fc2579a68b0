/** Renders a whole number with thousands separated by commas: `57,600`. No locale is asked. */
export function formatCount(value: number): string {
  const text = String(Math.trunc(Math.abs(value)));
  return (value < 0 ? '-' : '') + text.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Renders a large quantity in three or four digits: `412`, `57.6k`, `21.3M`, `1.2G`. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${(value / 1e9).toFixed(1)}G`;
  if (size >= 1e6) return `${(value / 1e6).toFixed(1)}M`;
  if (size >= 1e3) return `${(value / 1e3).toFixed(1)}k`;
  return String(Math.round(value));
}
