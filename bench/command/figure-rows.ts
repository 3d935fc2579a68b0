import type { Figures } from '../measure.js';
import type { Bench, ShownFigure } from './catalogue.js';

/** A bench with all it said. */
export type NamedFigures = Figures & { readonly name: string; readonly data?: string };

/** One shown figure as text. */
export interface FigureRow {
  /** Empty below the first row of a bench, as is `ratio`. */
  readonly name: string;
  readonly figure: string;
  readonly goal: string;
  readonly verdict: '' | 'met' | 'missed';
  readonly ratio: string;
}

const GROUPS_OF_THREE = /\B(?=(\d{3})+$)/g;

/** Three digits that count: 5.48, 32.1, 1,893. */
function digits(value: number): string {
  if (value >= 100) return String(Math.round(value)).replace(GROUPS_OF_THREE, ',');
  return value.toFixed(value >= 10 ? 1 : 2);
}

function verdictOf({ atMost, atLeast }: ShownFigure, value: number): FigureRow['verdict'] {
  if (atMost !== undefined) return value <= atMost ? 'met' : 'missed';
  if (atLeast !== undefined) return value >= atLeast ? 'met' : 'missed';
  return '';
}

function goalOf({ atMost, atLeast }: ShownFigure): string {
  if (atMost !== undefined) return `≤ ${String(atMost).replace(GROUPS_OF_THREE, ',')}`;
  return atLeast === undefined ? '' : `≥ ${String(atLeast)}`;
}

/** What is shown of a bench, a row for each figure; figures that this machine cannot give are left out. */
export function figureRows(bench: Bench, figures: NamedFigures): readonly FigureRow[] {
  return bench.shown
    .filter(({ field }) => typeof figures[field] === 'number')
    .map((shown, index) => {
      const value = Number(figures[shown.field]);
      return {
        name: index === 0 ? bench.name : '',
        figure: `${digits(value)} ${shown.unit}`,
        goal: goalOf(shown),
        verdict: verdictOf(shown, value),
        ratio: index === 0 ? digits(figures.ratio) : '',
      };
    });
}
