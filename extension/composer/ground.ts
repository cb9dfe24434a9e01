/**
 * Knows every document and open shadow root of a page that is watched: the page itself, frames of the same origin, and
 * shadow roots that somebody wrote in. Each is watched once, until it leaves the page.
 */
import { framesOf, hostOf, isElement, isOnPage, type Root, rootOf, targetOf } from './roots';

export interface GroundOptions {
  document: Document;
  signal: AbortSignal;
  /** Something was added to or taken from the page. */
  onChange(): void;
  /** The page or a frame begins to be watched: put your listeners on it. */
  onDocument(document: Document): void;
}

export class Ground {
  private readonly options: GroundOptions;
  private readonly observers = new Map<Root, MutationObserver>();

  constructor(options: GroundOptions) {
    this.options = options;
    this.add(options.document);
    options.signal.addEventListener('abort', () => {
      for (const observer of this.observers.values()) observer.disconnect();
      this.observers.clear();
    });
  }

  get roots(): Root[] {
    return [...this.observers.keys()];
  }

  /** Look for frames that came or went. */
  refresh(): void {
    for (const [root, observer] of this.observers) {
      const host = hostOf(root);
      if (root === this.options.document || (host && isOnPage(host) && isCurrent(root, host))) continue;
      observer.disconnect();
      this.observers.delete(root);
    }
    for (const root of this.roots) for (const frame of framesOf(root)) this.add(frame);
  }

  /** The element an event came from; the shadow roots around it are watched from now on. */
  reach(event: Event): HTMLElement | null {
    const target = targetOf(event);
    if (!isElement(target) || this.options.signal.aborted || isOurs(event.target)) return null;
    for (let root = rootOf(target); 'host' in root; root = rootOf(root.host)) this.add(root);
    return target;
  }

  private add(root: Root): void {
    if (this.observers.has(root) || this.options.signal.aborted) return;
    const observer = new MutationObserver(() => this.options.onChange());
    // The document and not its body: at document_start there is no body yet.
    observer.observe(root, { childList: true, subtree: true });
    this.observers.set(root, observer);
    if (!('host' in root)) {
      // A frame that loads shows another document than before.
      root.addEventListener('load', () => this.options.onChange(), {
        capture: true,
        passive: true,
        signal: this.options.signal,
      });
      this.options.onDocument(root);
    }
    for (const frame of framesOf(root)) this.add(frame);
  }
}

/** True for the one element that we add to a page ourselves. */
function isOurs(target: EventTarget | null): boolean {
  return isElement(target) && target.tagName === 'FORETHOUGHT-UI';
}

/** False for the document that a frame showed before it loaded another. */
function isCurrent(root: Root, host: Element): boolean {
  return 'host' in root || (host as HTMLIFrameElement).contentDocument === root;
}
