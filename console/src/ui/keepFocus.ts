const REACHABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]';
const LEAVING = 300; // ms a menu takes to fade away
const LONGEST = 50; // places; a form has fewer

const shown = (element: HTMLElement) => element.offsetParent !== null && !element.closest('[aria-hidden=true]');

const topmost = () =>
  [...document.querySelectorAll<HTMLElement>('[role=dialog][aria-modal=true]')].filter(shown).at(-1);

/** Where the keyboard was, the last place at the end; each once, and only as long as it is there. */
let trail: HTMLElement[] = [];
/** Somebody clicked beside everything, or left the page by its end: they go on from there. */
let away = false;
/** The page they are places of: on another one there is nothing to go back to. */
let page = '';

function onFocus({ target }: FocusEvent) {
  if (!(target instanceof HTMLElement)) return;
  const before = page === location.pathname ? trail : [];
  trail = [...before.filter((one) => one !== target && one.isConnected).slice(-LONGEST), target];
  page = location.pathname;
  away = false;
}

function onPoint() {
  away = true;
}

/** What closed by being taken away leaves the keyboard nowhere: back to where it was before. */
function back() {
  if (away || page !== location.pathname || document.activeElement !== document.body) return;
  const dialog = topmost();
  trail.findLast((one) => one.isConnected && shown(one) && (!dialog || dialog.contains(one)))?.focus();
}

function onKeyUp({ key }: KeyboardEvent) {
  if (key === 'Tab') {
    away ||= document.activeElement === document.body;
    return;
  }
  setTimeout(back);
  setTimeout(back, LEAVING);
}

/** Ant Design's own lock misses a dialog that is drawn late: Tab wandered into the page behind it. */
function onTab(event: KeyboardEvent) {
  if (event.key !== 'Tab') return;
  back();
  const dialog = topmost();
  if (!dialog) return;
  const stops = [...dialog.querySelectorAll<HTMLElement>(REACHABLE)].filter(shown);
  const here = document.activeElement;
  const inside = dialog.contains(here);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (inside && here !== edge && !(event.shiftKey && here === dialog)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

/** Keeps the keyboard inside the topmost dialog, and where it was when that is gone; returns how to stop. */
export function keepFocus(): () => void {
  window.addEventListener('keydown', onTab, true);
  window.addEventListener('keyup', onKeyUp, true);
  window.addEventListener('focusin', onFocus);
  window.addEventListener('pointerdown', onPoint, true);
  return () => {
    window.removeEventListener('keydown', onTab, true);
    window.removeEventListener('keyup', onKeyUp, true);
    window.removeEventListener('focusin', onFocus);
    window.removeEventListener('pointerdown', onPoint, true);
  };
}
