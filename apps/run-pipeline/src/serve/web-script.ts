/**
 * What pages do in a browser: ask for their body again every two seconds and put it in place when it has
 * changed, sort and filter tables, and say when nobody answers. Plain ES, nothing is loaded.
 */
export const WEB_SCRIPT = `'use strict';
const INTERVAL_MS = 2000;
const live = document.getElementById('live');
const lost = document.getElementById('lost');
const said = document.getElementById('said');
const order = { column: null, down: false };
let tag = live.dataset.tag;

function rowsOf(table) {
  return [...table.tBodies[0].rows];
}

function valueOf(row, column) {
  const cell = row.cells[column];
  return cell ? (cell.dataset.sort ?? cell.textContent.trim()) : '';
}

function compare(a, b) {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return order.down ? y - x : x - y;
  return order.down ? (a < b ? 1 : a > b ? -1 : 0) : a < b ? -1 : a > b ? 1 : 0;
}

function sortGrid() {
  const table = live.querySelector('table.grid');
  if (!table || order.column === null) return;
  const heads = [...table.tHead.rows[0].cells];
  const column = heads.findIndex((head) => head.dataset.column === order.column);
  if (column < 0) return;
  heads.forEach((head, i) => {
    if (i === column) head.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
    else if (head.querySelector('button')) head.setAttribute('aria-sort', 'none');
  });
  const sorted = rowsOf(table).map((row) => [valueOf(row, column), row]);
  sorted.sort(([a], [b]) => compare(a, b));
  table.tBodies[0].append(...sorted.map(([, row]) => row));
}

function filterGrid() {
  const table = live.querySelector('table.grid');
  if (!table) return;
  const words = (document.getElementById('filter')?.value ?? '').toLowerCase().split(/\\s+/).filter(Boolean);
  const choices = [...document.querySelectorAll('select[data-filter]')].filter(({ value }) => value !== '');
  let shown = 0;
  for (const row of rowsOf(table)) {
    const text = row.textContent.toLowerCase();
    const fits =
      words.every((word) => text.includes(word)) &&
      choices.every((choice) => row.dataset[choice.dataset.filter] === choice.value);
    row.hidden = !fits;
    if (fits) shown += 1;
  }
  const count = document.getElementById('count');
  if (count) count.textContent = shown + ' of ' + table.tBodies[0].rows.length + ' rows';
}

function arrange() {
  sortGrid();
  filterGrid();
}

/** Replaces the body; what was focused, opened and scrolled stays so. */
function show(markup, says) {
  const focused = document.activeElement;
  const mark = live.contains(focused) ? (focused.getAttribute('href') ?? focused.dataset.key) : null;
  const open = new Set([...live.querySelectorAll('details[open]')].map(({ id }) => id));
  const left = [...live.querySelectorAll('.scroll')].map(({ scrollLeft }) => scrollLeft);
  const top = scrollY;
  live.innerHTML = markup;
  live.querySelectorAll('details').forEach((one) => { if (open.has(one.id)) one.open = true; });
  live.querySelectorAll('.scroll').forEach((one, i) => { one.scrollLeft = left[i] ?? 0; });
  arrange();
  scrollTo(0, top);
  if (mark !== null) {
    const again = [...live.querySelectorAll('a,button')].find(
      (one) => (one.getAttribute('href') ?? one.dataset.key) === mark,
    );
    again?.focus({ preventScroll: true });
  }
  if (said.textContent !== says) said.textContent = says;
}

async function refresh() {
  try {
    const query = new URLSearchParams(location.search);
    query.set('part', '1');
    const answer = await fetch(location.pathname + '?' + query, {
      cache: 'no-store',
      headers: { 'x-known': tag },
    });
    if (answer.status === 200) {
      const part = await answer.json();
      tag = part.tag;
      show(part.body, part.says);
    } else if (answer.status !== 204) throw new Error(String(answer.status));
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
  setTimeout(refresh, INTERVAL_MS);
}

live.addEventListener('click', (event) => {
  const head = event.target.closest('th[data-column]');
  if (!head || !event.target.closest('button')) return;
  const { column } = head.dataset;
  order.down = order.column === column ? !order.down : head.classList.contains('num');
  order.column = column;
  sortGrid();
});
document.getElementById('filter')?.addEventListener('input', filterGrid);
document.querySelectorAll('select[data-filter]').forEach((one) => one.addEventListener('change', filterGrid));
arrange();
setTimeout(refresh, INTERVAL_MS);
`;
