/**
 * Knows how the looks of underlines reach a shadow root or a frame: rules of the page do not hold there. The page may
 * throw its style sheets away at any time, so this is asked again at every paint.
 */
import { type Root, rootOf } from '../composer/roots';
import css from './highlights.css?inline';

const given = new WeakMap<Root, CSSStyleSheet | HTMLStyleElement>();

/** Make sure that underlines of this element can be seen; the page's own document has the rules already. */
export function giveLooks(element: Element): void {
  const root = rootOf(element);
  if (root === document) return;
  const known = given.get(root);
  if (known && 'tagName' in known) {
    if (!known.isConnected) addStyle(root);
    return;
  }
  try {
    const sheet = known ?? sheetFor(element);
    if (root.adoptedStyleSheets.includes(sheet)) return;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    given.set(root, sheet);
  } catch {
    // One browser keeps the sheets of a page out of an extension's reach.
    addStyle(root);
  }
}

function sheetFor(element: Element): CSSStyleSheet {
  const view = element.ownerDocument.defaultView ?? window;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** Outside every composer: in a shadow root, or in the head of a frame. */
function addStyle(root: Root): void {
  const style = document.createElement('style');
  style.textContent = css;
  if ('host' in root) root.append(style);
  else root.head?.append(style);
  given.set(root, style);
}
