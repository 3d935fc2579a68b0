import { startTheme } from './color-theme.js';
import { startCopyButtons } from './copy-buttons.js';
import { startDefinitions } from './definition-places.js';
import { showScripted } from './page-elements.js';

/** Brings the page of a directive to life. */
function start(): void {
  showScripted();
  startCopyButtons();
  startDefinitions();
  startTheme(() => undefined);
  document.documentElement.dataset['ready'] = 'yes';
}

start();
