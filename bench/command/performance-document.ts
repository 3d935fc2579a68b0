import type { Baseline } from './baseline.js';
import { BENCH_GROUPS } from './catalogue.js';
import { figureRows } from './figure-rows.js';

const BEGIN = '<!-- figures: begin; written by `npm run bench -- --write` -->';
const END = '<!-- figures: end -->';

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function tables({ date, machine, benches }: Baseline): string {
  const { cpu, cores, node, platform } = machine;
  const day = date === undefined ? '' : `, ${date}`;
  const sections = BENCH_GROUPS.map(({ title, about, benches: inGroup }) => {
    const rows = inGroup.flatMap((bench) =>
      benches
        .filter(({ name }) => name === bench.name)
        .flatMap((figures) => figureRows(bench, figures))
        .map(({ name, figure, goal, verdict, ratio }) =>
          row([
            name === '' ? '' : `\`${name}\`: ${bench.what}`,
            figure,
            verdict === '' ? '' : `${goal}: ${verdict}`,
            ratio,
          ]),
        ),
    );
    const data = benches.some(
      (one) => one.data === 'sample' && inGroup.some((bench) => bench.name === one.name),
    );
    const note = data ? ' These figures are of synthetic bars.' : '';
    return [
      `### ${title}`,
      '',
      `${about}${note}`,
      '',
      row(['bench', 'figure', 'goal', 'ratio']),
      '|---|--:|---|--:|',
      ...rows,
    ].join('\n');
  });
  const command = '`npm run bench -- --write`';
  const intro = `${command} on ${cpu}, ${cores} cores, ${platform}, Node ${node.replace('v', '')}${day}.`;
  return [intro, ...sections].join('\n\n');
}

/**
 * The document with its tables made from a baseline; the text around the two marks stays.
 *
 * @throws Error when the document lacks a mark.
 */
export function performanceDocument(before: string, baseline: Baseline): string {
  const begin = before.indexOf(BEGIN);
  const end = before.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('docs/performance.md lacks its two marks.');
  const head = before.slice(0, begin + BEGIN.length);
  return `${head}\n\n${tables(baseline)}\n\n${before.slice(end)}`;
}
