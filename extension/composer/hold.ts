/**
 * Knows how a post is stopped once, before the site hears of it, and how it is let go. It decides from what is known
 * at that moment: posting never waits for an answer that is on its way.
 */
import type { Composer } from './composer';
import type { Concern } from './concern';
import { postButtons } from './site';

export interface Held {
  /** The first composer that has something serious. */
  composer: Composer;
  /** Serious, and not yet held. */
  concerns: Concern[];
  /** Post it: presses the site's own button. False where the site shows none; then the next key press passes. */
  release(): boolean;
}

export interface HoldOptions {
  /** Listened to in the capture phase, from before the site's own scripts run. */
  document: Document;
  signal: AbortSignal;
  composerAt(target: EventTarget | null): Composer | null;
  postedBy(target: EventTarget | null): Composer[];
  /** True while the dialog of an earlier hold is open: nothing passes behind it. */
  asking(): boolean;
  /** False for concerns that the employee has dismissed. */
  counts(composer: Composer, concern: Concern): boolean;
  onHold(held: Held): void;
}

/** Start holding; ends with the signal. */
export function holdPosts(options: HoldOptions): void {
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
    const first = found.find(({ concerns }) => concerns.length > 0);
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
    const button = target?.isConnected ? target : buttons.find(isEnabled);
    if (!button) return false;
    passing = true;
    button.click();
    passing = false;
    return true;
  };

  const onClick = (event: Event): void => {
    if (passing) return;
    const composers = options.postedBy(event.target);
    const button = composers[0] && buttonOf(composers[0], event.target);
    if (button) stop(event, composers, button);
  };

  const onKey = (event: KeyboardEvent): void => {
    // 229: the key belongs to an input method, also where the browser forgets to say `isComposing`.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' || event.key === ' ') {
      const composers = options.postedBy(event.target);
      const button = composers[0] && buttonOf(composers[0], event.target);
      if (button) {
        stop(event, composers, button);
        return;
      }
    }
    if (event.key !== 'Enter') return;
    const composer = options.composerAt(event.target);
    if (composer && keyPosts(event, composer)) stop(event, [composer], null);
  };

  const listen = { capture: true, signal: options.signal };
  options.document.addEventListener('click', onClick, listen);
  options.document.addEventListener('keydown', onKey, listen);
}

function keyPosts(event: KeyboardEvent, composer: Composer): boolean {
  if (event.ctrlKey || event.metaKey) return true;
  // With a list of suggestions open, Enter picks one of them.
  const picking = composer.element.getAttribute('aria-activedescendant');
  return composer.rule.enterPosts && !event.shiftKey && !event.altKey && !picking;
}

function buttonOf(composer: Composer, target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Node)) return null;
  return postButtons(composer.rule, composer.element).find((button) => button.contains(target)) ?? null;
}

function isEnabled(button: HTMLElement): boolean {
  return !button.matches(':disabled, [aria-disabled="true"]');
}
