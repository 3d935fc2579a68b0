import { ERROR_CATALOGUE, EXIT_CODES, type ErrorCode } from '@assay/core';
import { html, NOTHING, type Content } from '@assay/report';
import type { Reader } from '@assay/pipeline';
import { pageTable } from '../../pages/page-table.js';
import { viewWorkspace } from '../../status/directive-view.js';
import type { PagePart, WebContext } from '../web-context.js';
import { gridCell } from './grid-cells.js';
import { grid, gridControls, type GridRow } from './grid.js';
import { directiveLink, section } from './parts.js';

function rowOf(code: ErrorCode, isNow: boolean): GridRow {
  const { exit, cause, remedy } = ERROR_CATALOGUE[code];
  const number = EXIT_CODES[exit];
  return {
    marks: { exit: `${number} ${exit}`, now: isNow ? 'yes' : 'no' },
    cells: [
      html`<th scope="row" data-sort="${code}" id="${code}"><code>${code}</code></th>`,
      gridCell(`${number} ${exit}`, number),
      gridCell(cause, cause, 'wide'),
      gridCell(remedy, remedy, 'wide'),
      gridCell(isNow ? 'now' : '–', isNow ? 1 : 0),
    ],
  };
}

/** Every error of the catalogue with cause and remedy; those that stand in the way now are named first. */
export function errorsPage(reader: Reader, context: WebContext): PagePart {
  const { directives } = viewWorkspace(reader, context.clock.now());
  const now = directives.flatMap((view) => view.causes.map((cause) => ({ view, cause })));
  const codes = new Set<string>(now.map(({ cause }) => cause.code));
  const items = now.map(({ view, cause }): readonly Content[] => [
    html`${directiveLink(view.id)} ${cause.symbol ?? ''}`,
    html`<a class="mono" href="#${cause.code}">${cause.code}</a>`,
    html`${cause.message}<span class="sub">${cause.place ?? ''}</span>`,
    cause.next,
  ]);
  const rows = (Object.keys(ERROR_CATALOGUE) as ErrorCode[])
    .sort()
    .map((code) => rowOf(code, codes.has(code)));
  const exits = [...new Set(rows.map(({ marks }) => marks['exit'] ?? ''))].sort(
    (a, b) => parseInt(a, 10) - parseInt(b, 10),
  );
  const columns = [
    { id: 'code', header: 'Code' },
    { id: 'exit', header: 'Exit' },
    { id: 'cause', header: 'What has happened' },
    { id: 'remedy', header: 'What to do' },
    { id: 'now', header: 'Here' },
  ];
  const body = html`${
    items.length === 0
      ? NOTHING
      : section(
          'In the way now',
          pageTable(
            'In the way now',
            [
              { header: 'Directive' },
              { header: 'Code' },
              { header: 'What was found' },
              { header: 'What to do' },
            ],
            items,
            '',
          ),
        )
  }
  ${grid('Error catalogue', columns, rows, '')}`;
  return {
    title: 'Errors',
    section: '/errors',
    controls: gridControls('code or word …', [
      { mark: 'exit', label: 'Exit', values: exits },
      { mark: 'now', label: 'In the way now', values: ['yes', 'no'] },
    ]).markup,
    body: body.markup,
    says: `${now.length} findings stand in the way now`,
  };
}
