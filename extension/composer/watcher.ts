/** Knows which composers of a site are on the page now: they appear and vanish without a page load. */
import type { CheckReply } from '../messages';
import { Composer, SHORT_PAUSE } from './composer';
import { Ground } from './ground';
import { boxAt, isPrivate } from './private';
import { closestAcross, containsAcross, isElement, isNode, isOnPage } from './roots';
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
  /** The page or a frame of it begins to be watched: put your listeners on it. */
  onDocument?(document: Document): void;
  /** Somebody writes in a box that no rule of the site knows. It is not read. */
  onUnknown?(box: HTMLElement): void;
}

export class Watcher {
  private readonly options: WatcherOptions;
  private readonly ground: Ground;
  private readonly open = new Map<HTMLElement, Composer>();
  private looking: ReturnType<typeof setTimeout> | undefined;
  private opened = 0;

  constructor(options: WatcherOptions) {
    this.options = options;
    const { document, signal } = options;
    this.ground = new Ground({
      document,
      signal,
      onChange: () => this.lookSoon(),
      onDocument: (one) => this.listen(one),
    });
    signal.addEventListener('abort', () => {
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
    if (!isElement(target) || this.options.signal.aborted) return null;
    for (const rule of this.options.site.rules) {
      const element = closestAcross(target, rule.composer);
      if (isElement(element)) return this.openAt(element);
    }
    return null;
  }

  /** Composers whose Post button `target` is in. */
  postedBy(target: EventTarget | null): Composer[] {
    if (!isNode(target)) return [];
    return this.composers.filter(
      (composer) =>
        composer.open &&
        postButtons(composer.rule, composer.element).some((button) => containsAcross(button, target)),
    );
  }

  /** Verdicts so far no longer hold: ask again for every composer. */
  recheck(): void {
    for (const composer of this.open.values()) composer.recheck();
  }

  private listen(document: Document): void {
    const listen = { capture: true, passive: true, signal: this.options.signal };
    document.addEventListener('focusin', (event) => this.touched(event), listen);
    document.addEventListener('input', (event) => this.touched(event), listen);
    document.addEventListener('pointerover', (event) => this.nearPost(this.ground.reach(event)), listen);
    this.options.onDocument?.(document);
  }

  private touched(event: Event): void {
    const target = this.ground.reach(event);
    if (!target || this.at(target)) return;
    this.nearPost(target);
    if (event.type !== 'input') return;
    const box = boxAt(target);
    const { ignore } = this.options.site;
    if (box && !(ignore && closestAcross(box, ignore))) this.options.onUnknown?.(box);
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
    this.ground.refresh();
    for (const composer of this.open.values()) if (!isOnPage(composer.element)) this.close(composer);
    for (const root of this.ground.roots) {
      for (const rule of this.options.site.rules) {
        for (const element of root.querySelectorAll<HTMLElement>(rule.composer)) this.openAt(element);
      }
    }
  }

  private openAt(element: HTMLElement): Composer | null {
    const known = this.open.get(element);
    if (known) return known;
    const { site, check, onChange } = this.options;
    const rule = ruleFor(site, element);
    if (!rule || isPrivate(element) || (site.ignore && closestAcross(element, site.ignore))) return null;
    // An editable box inside another of the same kind is a part of it.
    const outer = element.parentElement?.closest<HTMLElement>(rule.composer);
    if (outer) return this.openAt(outer);
    this.opened += 1;
    const id = `composer-${this.opened}`;
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
