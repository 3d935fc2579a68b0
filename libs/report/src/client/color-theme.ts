import { make } from './page-elements.js';

const KEY = 'assay-theme';
const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** A page opened from disk may have no store; then the choice holds for this visit. */
function stored(): Theme {
  try {
    const text = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === text) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nothing depends on it.
  }
}

/**
 * Lets the reader choose between light, dark and what the system says; `changed` hears of both.
 * `printing` hears before and after the page is printed, when its colours are those of paper.
 */
export function startTheme(changed: () => void, printing?: (isPaper: boolean) => void): void {
  const root = document.documentElement;
  const select = make('select');
  for (const theme of THEMES) select.append(make('option', '', theme));
  const label = make('label', 'theme', 'Theme ');
  label.append(select);
  const apply = (theme: Theme): void => {
    if (theme === 'auto') root.removeAttribute('data-theme');
    else root.dataset['theme'] = theme;
    changed();
  };
  select.value = stored();
  select.addEventListener('change', () => {
    const theme = THEMES.find((one) => one === select.value) ?? 'auto';
    store(theme);
    apply(theme);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  // Paper is light, and what a canvas has drawn does not follow the style sheet.
  addEventListener('beforeprint', () => {
    apply('light');
    printing?.(true);
  });
  addEventListener('afterprint', () => {
    apply(stored());
    printing?.(false);
  });
  document.querySelector('nav.contents')?.append(label);
  apply(stored());
}
