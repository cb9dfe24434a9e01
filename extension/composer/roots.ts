/**
 * Knows that a page is more than one document: open shadow roots and frames of the same origin are part of it. What is
 * asked here holds across them. No `instanceof`: an element of a frame belongs to that frame's own classes.
 */

export type Root = Document | ShadowRoot;

/** Where an event really began: behind an open shadow root its `target` is only the host. */
export function targetOf(event: Event): EventTarget | null {
  return event.composedPath()[0] ?? event.target;
}

export function isNode(target: unknown): target is Node {
  return typeof target === 'object' && target !== null && 'nodeType' in target;
}

export function isElement(target: unknown): target is HTMLElement {
  return isNode(target) && target.nodeType === 1 && 'style' in target;
}

/** The shadow root or document that a node stands in. */
export function rootOf(node: Node): Root {
  return node.getRootNode() as Root;
}

/** The element that holds a shadow root or a frame's document; null for the page itself. */
export function hostOf(root: Root): Element | null {
  if ('host' in root) return root.host;
  try {
    return root.defaultView?.frameElement ?? null;
  } catch {
    return null;
  }
}

/** `closest`, also out of shadow roots and frames. */
export function closestAcross(element: Element, selector: string): Element | null {
  for (let at: Element | null = element; at; at = hostOf(rootOf(at))) {
    const found = at.closest(selector);
    if (found) return found;
  }
  return null;
}

/** Every element that contains `node`, in its own root and in those around it. */
export function containsAcross(outer: Node, node: Node): boolean {
  for (let at: Node | null = node; at; at = hostOf(rootOf(at))) if (outer.contains(at)) return true;
  return false;
}

/** What has the focus, as the root that the element stands in sees it. */
export function focusedIn(element: Element): Element | null {
  return rootOf(element).activeElement;
}

/** The selection as the root that the element stands in sees it. */
export function selectionIn(element: Element): Selection | null {
  const root = rootOf(element) as Root & { getSelection?: () => Selection | null };
  return root.getSelection ? root.getSelection() : element.ownerDocument.getSelection();
}

/** How far a frame's document lies from the corner of the page's own window. */
export function offsetOf(document: Document): { x: number; y: number } {
  let x = 0;
  let y = 0;
  for (let frame = hostOf(document); frame; frame = hostOf(frame.ownerDocument)) {
    const box = frame.getBoundingClientRect();
    x += box.left + frame.clientLeft;
    y += box.top + frame.clientTop;
  }
  return { x, y };
}

/** A box of a document as it lies in the page's own window. */
export function moved(box: DOMRect, document: Document): DOMRect {
  const { x, y } = offsetOf(document);
  return x === 0 && y === 0 ? box : new DOMRect(box.left + x, box.top + y, box.width, box.height);
}

/** Where an element is in the page's own window. */
export function boxOf(element: Element): DOMRect {
  return moved(element.getBoundingClientRect(), element.ownerDocument);
}

/** True while the element is on the page, and its frame too. */
export function isOnPage(element: Element): boolean {
  for (let at: Element | null = element; at; at = hostOf(rootOf(at))) {
    if (!at.isConnected) return false;
    const root = rootOf(at);
    if (!('host' in root) && !root.defaultView) return false;
  }
  return true;
}

/** Documents of the frames of a root that may be looked into. */
export function framesOf(root: Root): Document[] {
  return [...root.querySelectorAll('iframe')].flatMap((frame) => {
    try {
      // Null for a frame of another origin.
      return frame.contentDocument ? [frame.contentDocument] : [];
    } catch {
      return [];
    }
  });
}
