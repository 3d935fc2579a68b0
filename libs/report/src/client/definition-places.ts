const GAP = 6;

/** Opens the definition of a number beside its name; without this it opens in the middle of the page. */
export function startDefinitions(): void {
  for (const popover of document.querySelectorAll<HTMLElement>('[popover].definition')) {
    popover.addEventListener('toggle', (event) => {
      if ((event as ToggleEvent).newState !== 'open') return;
      const name = document.activeElement;
      if (!(name instanceof HTMLElement) || name.getAttribute('popovertarget') !== popover.id) {
        return;
      }
      const at = name.getBoundingClientRect();
      const left = Math.min(at.left, innerWidth - popover.offsetWidth - GAP);
      const isLow = at.bottom + GAP + popover.offsetHeight > innerHeight;
      const top = isLow ? at.top - GAP - popover.offsetHeight : at.bottom + GAP;
      popover.style.margin = '0';
      popover.style.left = `${Math.max(GAP, left)}px`;
      popover.style.top = `${Math.max(GAP, top)}px`;
    });
  }
}
