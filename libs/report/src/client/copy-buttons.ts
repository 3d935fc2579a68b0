import { make, makeButton } from './page-elements.js';

/** Without the permission of a secure page a hidden field is what copies. */
function copyBySelection(text: string): boolean {
  const field = make('textarea', 'off-screen');
  field.value = text;
  document.body.append(field);
  field.select();
  // Deprecated, and the only way left where there is no clipboard.
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Puts a button beside each key and hash of the page that copies it. */
export function startCopyButtons(): void {
  const status = make('p', 'off-screen');
  status.setAttribute('role', 'status');
  document.body.append(status);
  for (const code of document.querySelectorAll<HTMLElement>('code.copy')) {
    const text = code.textContent ?? '';
    const button = makeButton('Copy', `Copy ${text}`, () => {
      void copy(text).then((done) => {
        button.textContent = done ? 'Copied' : 'Not copied';
        status.textContent = done ? `Copied ${text}` : 'The browser refused to copy';
        setTimeout(() => (button.textContent = 'Copy'), 1500);
      });
    });
    button.className = 'copy-button';
    code.after(' ', button);
  }
}
