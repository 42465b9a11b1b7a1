const REACHABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

const shown = (element: HTMLElement) => element.offsetParent !== null && !element.closest('[aria-hidden=true]');

/** Ant Design's own lock misses a dialog that is drawn late: Tab wandered into the page behind it. */
function onTab(event: KeyboardEvent) {
  if (event.key !== 'Tab') return;
  const dialog = [...document.querySelectorAll<HTMLElement>('[role=dialog][aria-modal=true]')].filter(shown).at(-1);
  if (!dialog) return;
  const stops = [...dialog.querySelectorAll<HTMLElement>(REACHABLE)].filter(shown);
  const here = document.activeElement;
  const inside = dialog.contains(here);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (inside && here !== edge && !(event.shiftKey && here === dialog)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

/** Keeps the keyboard inside the topmost dialog; returns how to stop. */
export function keepFocusInDialogs(): () => void {
  window.addEventListener('keydown', onTab, true);
  return () => window.removeEventListener('keydown', onTab, true);
}
