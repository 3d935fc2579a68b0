/** An element of the page by its id; null when the page has none. */
export function byId(id: string): HTMLElement | null {
  return document.getElementById(id);
}

/** A new element with a class and text; text is never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  if (text !== '') element.textContent = text;
  return element;
}

/** A button that does something. */
export function makeButton(text: string, label: string, act: () => void): HTMLButtonElement {
  const button = make('button', '', text);
  button.type = 'button';
  if (label !== text) button.setAttribute('aria-label', label);
  button.addEventListener('click', act);
  return button;
}

/** Shows what is of use only with a script, and hides what stands in for it. */
export function showScripted(): void {
  for (const element of document.querySelectorAll<HTMLElement>('.script-only')) {
    element.hidden = false;
  }
  for (const element of document.querySelectorAll<HTMLElement>('.no-script')) {
    element.hidden = true;
  }
}

/** Data that the page holds for its script. */
export function pageData<T>(id: string): T | null {
  const text = byId(id)?.textContent;
  return text ? (JSON.parse(text) as T) : null;
}
