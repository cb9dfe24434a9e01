/**
 * Knows where our own elements wait to be taken from the page. One browser ends the step that Undo takes back whenever any
 * node leaves the document, so while somebody types nothing of ours does: it is put out of sight, and leaves when the
 * focus or the pointer has ended that step anyway.
 */

/** More than this many do not wait. */
const MOST = 40;

class Attic {
  private readonly waiting = new Set<HTMLElement>();
  private typing = false;

  /** Hear on a document whether somebody types there. */
  listen(document: Document, signal: AbortSignal): void {
    const listen = { capture: true, passive: true, signal };
    document.addEventListener('beforeinput', () => (this.typing = true), listen);
    for (const type of ['pointerdown', 'focusin', 'focusout']) {
      document.addEventListener(type, () => this.rest(), listen);
    }
  }

  /** Take an element away: at once, or out of sight until nobody types. */
  discard(element: HTMLElement): void {
    if (!this.typing || this.waiting.size >= MOST) {
      element.remove();
      return;
    }
    element.className = 'gone';
    element.inert = true;
    this.waiting.add(element);
  }

  /** Nobody types now: what waits may leave. */
  rest(): void {
    this.typing = false;
    for (const element of this.waiting) element.remove();
    this.waiting.clear();
  }
}

export const attic = new Attic();
