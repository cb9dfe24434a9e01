/** Knows the keys: Alt+Shift+F next finding, then Enter into its card, Escape closes and the caret returns. */
import type { Composer } from '../composer/composer';
import type { Concern } from '../composer/concern';
import { targetOf } from '../composer/roots';
import type { Cards } from './cards';

export interface KeysOptions {
  signal: AbortSignal;
  cards: Cards;
  composerAt(target: EventTarget | null): Composer | null;
  owns(target: EventTarget | null): boolean;
  /** A finding was reached by key: tell a screen reader. */
  onReached(concern: Concern): void;
}

const MODIFIERS = new Set(['Alt', 'AltGraph', 'Control', 'Meta', 'Shift']);

/**
 * The returned function puts the listeners on a document: before the page's own, and before posts are held there, so
 * that Enter into a card posts nothing.
 */
export function listenToKeys(options: KeysOptions): (document: Document) => void {
  const { cards } = options;
  // Enter goes to the card only directly after Alt+Shift+F: anywhere else it belongs to the page.
  let reached = false;

  const take = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || MODIFIERS.has(event.key)) return;
    const ours = options.owns(event.target);
    const composer = ours ? cards.composer : options.composerAt(targetOf(event));
    const wasReached = reached;
    reached = false;
    if (!composer) return;
    if (event.code === 'KeyF' && event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey) {
      const concern = cards.step(composer, 1, ours);
      if (!concern) return;
      reached = !ours;
      options.onReached(concern);
      take(event);
    } else if (event.key === 'Escape' && cards.composer) {
      cards.close();
      take(event);
    } else if (event.key === 'Enter' && wasReached && !ours && cards.composer === composer) {
      cards.focus();
      take(event);
    }
  };

  const listen = { capture: true, signal: options.signal };
  return (document) => {
    document.addEventListener('keydown', onKey, listen);
    document.addEventListener('pointerdown', () => (reached = false), { ...listen, passive: true });
  };
}
