import { Chalk, type ChalkInstance } from 'chalk';

/** The few meanings that colour carries; each is the identity when colours are off. */
export interface Style {
  strong(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warning(text: string): string;
  place(text: string): string;
}

/** Makes the style of one stream. Sixteen colours only: they follow the user's own palette. */
export function createStyle(colours: boolean): Style {
  const chalk: ChalkInstance = new Chalk({ level: colours ? 1 : 0 });
  return {
    strong: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    warning: (text) => chalk.yellow(text),
    place: (text) => chalk.cyan(text),
  };
}

/** A style that adds nothing. */
export const PLAIN_STYLE: Style = createStyle(false);

/** Whether a stream may be coloured: only a terminal, and only when nobody asked for none. */
export function mayColour(
  isTty: boolean,
  wanted: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  // https://no-color.org: any non-empty value counts.
  return isTty && wanted && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
