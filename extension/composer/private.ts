/** Knows what is never read, on any site: passwords, searches, codes, cards, and what only machines write in. */
import { closestAcross } from './roots';

const NEVER = [
  'input',
  '[role="searchbox"]',
  '[role="combobox"]:is([aria-label^="Search" i], [placeholder^="Search" i])',
  '[role="search"] *',
  ':is([aria-label^="Search" i], [placeholder^="Search" i], [aria-label^="Buscar" i], [placeholder^="Buscar" i])',
  ':is(textarea, [contenteditable]):is([name="q"], [name="search"], [name="query"])',
  '[autocomplete^="cc-"], [autocomplete="one-time-code"], [autocomplete$="-password"]',
  '[name="g-recaptcha-response"], [name="h-captcha-response"]',
  '.CodeMirror *, .cm-editor *, .monaco-editor *, .ace_editor *, .xterm *',
  '[aria-hidden="true"], [aria-hidden="true"] *',
].join(', ');

/** A form that asks for a password is about an account, not about a post. */
const ACCOUNT = 'input[type="password"]';

/** True for what must not be read, whatever a site's file says. */
export function isPrivate(element: Element): boolean {
  if (element.matches(NEVER)) return true;
  return Boolean(closestAcross(element, 'form')?.querySelector(ACCOUNT));
}

const BOX = 'textarea:not([readonly], [disabled]), [contenteditable]:not([contenteditable="false"])';

/** The box that is written in at `target`: the outermost editable element, or a textarea; null where there is none. */
export function boxAt(target: Element): HTMLElement | null {
  let box = target.closest<HTMLElement>(BOX);
  if (!box || isPrivate(box)) return null;
  for (let outer = box.parentElement; outer; outer = outer.parentElement) {
    if (outer.matches(BOX)) box = outer;
  }
  return isPrivate(box) ? null : box;
}
