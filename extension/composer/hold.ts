/**
 * Knows how a post is stopped once, before the site hears of it, and how it is let go. It decides from what is known
 * at that moment: posting never waits for an answer that is on its way.
 */
import type { Composer } from './composer';
import type { Concern } from './concern';
import { containsAcross, isNode, targetOf } from './roots';
import { canRelease, isUsable, postButtons, pressable } from './site';

export interface Held {
  /** The first composer that has something serious. */
  composer: Composer;
  /** Serious, and not yet held. */
  concerns: Concern[];
  /** Post it: presses the site's own button. False while the site has none ready; then the next press passes. */
  release(): boolean;
}

export interface HoldOptions {
  signal: AbortSignal;
  composerAt(target: EventTarget | null): Composer | null;
  postedBy(target: EventTarget | null): Composer[];
  /** True while the dialog of an earlier hold is open: nothing passes behind it. */
  asking(): boolean;
  /** False for concerns that the employee has dismissed. */
  counts(composer: Composer, concern: Concern): boolean;
  onHold(held: Held): void;
}

/**
 * Start holding; ends with the signal. The returned function puts the listeners on a document, in the capture phase: to
 * be called before the site's own scripts run.
 */
export function holdPosts(options: HoldOptions): (document: Document) => void {
  let passing = false;

  const serious = (composer: Composer): Concern[] => {
    composer.refresh();
    return composer.concerns.filter(
      (concern) =>
        concern.severity === 'serious' &&
        !composer.held.has(concern.key) &&
        options.counts(composer, concern),
    );
  };

  // One button may post several composers (a thread): one dialog speaks for all of them.
  const stop = (event: Event, composers: Composer[], target: HTMLElement | null): void => {
    const found = composers.map((composer) => ({ composer, concerns: serious(composer) }));
    // What no button can let go is not held: it would be lost.
    const first = found.find(
      ({ composer, concerns }) => concerns.length > 0 && canRelease(composer.rule, composer.element),
    );
    if (!first && !options.asking()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!first || options.asking()) return;
    for (const { composer, concerns } of found) for (const { key } of concerns) composer.held.add(key);
    const { composer } = first;
    const concerns = found.flatMap((one) => one.concerns);
    options.onHold({ composer, concerns, release: () => release(composer, target) });
  };

  const release = (composer: Composer, target: HTMLElement | null): boolean => {
    const buttons = postButtons(composer.rule, composer.element);
    // The site may have drawn its button anew, or switched it off, while the question stood open.
    const button = target?.isConnected && isUsable(target) ? target : buttons.find(isUsable);
    if (!button) return false;
    passing = true;
    pressable(button).click();
    passing = false;
    return true;
  };

  const onClick = (event: Event): void => {
    if (passing) return;
    const target = targetOf(event);
    const composers = options.postedBy(target);
    const button = composers[0] && buttonOf(composers[0], target);
    if (button) stop(event, composers, button);
  };

  const onKey = (event: KeyboardEvent): void => {
    // 229: the key belongs to an input method, also where the browser forgets to say `isComposing`.
    if (event.isComposing || event.keyCode === 229) return;
    const target = targetOf(event);
    if (event.key === 'Enter' || event.key === ' ') {
      const composers = options.postedBy(target);
      const button = composers[0] && buttonOf(composers[0], target);
      if (button) {
        stop(event, composers, button);
        return;
      }
    }
    if (event.key !== 'Enter') return;
    const composer = options.composerAt(target);
    if (composer && keyPosts(event, composer)) stop(event, [composer], null);
  };

  const listen = { capture: true, signal: options.signal };
  return (document) => {
    document.addEventListener('click', onClick, listen);
    document.addEventListener('keydown', onKey, listen);
  };
}

function keyPosts(event: KeyboardEvent, composer: Composer): boolean {
  if (event.ctrlKey || event.metaKey) return true;
  // With a list of suggestions open, Enter picks one of them.
  const picking = composer.element.getAttribute('aria-activedescendant');
  return composer.rule.enterPosts && !event.shiftKey && !event.altKey && !picking;
}

function buttonOf(composer: Composer, target: EventTarget | null): HTMLElement | null {
  if (!isNode(target)) return null;
  const buttons = postButtons(composer.rule, composer.element);
  return buttons.find((button) => containsAcross(button, target)) ?? null;
}
