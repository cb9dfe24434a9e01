/** Knows which composers of a site are on the page now: they appear and vanish without a page load. */
import type { CheckReply } from '../messages';
import { Composer, SHORT_PAUSE } from './composer';
import { postButtons, ruleFor, type Site } from './site';

/** At most one look at the page in this many milliseconds, however much the page changes. */
const LOOK_EVERY = 250;

export interface WatcherOptions {
  site: Site;
  document: Document;
  signal: AbortSignal;
  check(composer: Composer, text: string, signal: AbortSignal): Promise<CheckReply>;
  onChange(composer: Composer): void;
  onClose(composer: Composer): void;
}

export class Watcher {
  private readonly options: WatcherOptions;
  private readonly open = new Map<HTMLElement, Composer>();
  private looking: ReturnType<typeof setTimeout> | undefined;
  private opened = 0;

  constructor(options: WatcherOptions) {
    this.options = options;
    const { document, signal } = options;
    const observer = new MutationObserver(() => this.lookSoon());
    // `document` and not its body: at document_start there is no body yet.
    observer.observe(document, { childList: true, subtree: true });
    const listen = { capture: true, passive: true, signal };
    document.addEventListener('focusin', (event) => this.touched(event.target), listen);
    document.addEventListener('input', (event) => this.touched(event.target), listen);
    document.addEventListener('pointerover', (event) => this.nearPost(event.target), listen);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(this.looking);
      for (const composer of this.open.values()) this.close(composer);
    });
    this.look();
  }

  get composers(): Composer[] {
    return [...this.open.values()];
  }

  /** The composer that `target` is in, opened now if it is new. */
  at(target: EventTarget | null): Composer | null {
    if (!(target instanceof Element) || this.options.signal.aborted) return null;
    for (const rule of this.options.site.rules) {
      const element = target.closest(rule.composer);
      if (element instanceof HTMLElement) return this.openAt(element);
    }
    return null;
  }

  /** Composers whose Post button `target` is in. */
  postedBy(target: EventTarget | null): Composer[] {
    if (!(target instanceof Node)) return [];
    return this.composers.filter(
      (composer) =>
        composer.open &&
        postButtons(composer.rule, composer.element).some((button) => button.contains(target)),
    );
  }

  /** Verdicts so far no longer hold: ask again for every composer. */
  recheck(): void {
    for (const composer of this.open.values()) composer.recheck();
  }

  private touched(target: EventTarget | null): void {
    if (!this.at(target)) this.nearPost(target);
  }

  private nearPost(target: EventTarget | null): void {
    for (const composer of this.postedBy(target)) if (composer.text.trim()) composer.checkSoon(SHORT_PAUSE);
  }

  private lookSoon(): void {
    this.looking ??= setTimeout(() => this.look(), LOOK_EVERY);
  }

  private look(): void {
    clearTimeout(this.looking);
    this.looking = undefined;
    for (const composer of this.open.values()) if (!composer.element.isConnected) this.close(composer);
    for (const rule of this.options.site.rules) {
      for (const element of this.options.document.querySelectorAll<HTMLElement>(rule.composer)) {
        this.openAt(element);
      }
    }
  }

  private openAt(element: HTMLElement): Composer | null {
    const known = this.open.get(element);
    if (known) return known;
    const rule = ruleFor(this.options.site, element);
    if (!rule) return null;
    this.opened += 1;
    const id = `composer-${this.opened}`;
    const { check, onChange } = this.options;
    const composer = new Composer({ id, element, rule, check, onChange });
    this.open.set(element, composer);
    return composer;
  }

  private close(composer: Composer): void {
    this.open.delete(composer.element);
    composer.close();
    this.options.onClose(composer);
  }
}
