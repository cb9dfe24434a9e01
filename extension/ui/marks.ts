/** Knows how the words of a concern are underlined, and where on the screen they are, in any kind of composer. */
import type { Composer } from '../composer/composer';
import type { Concern } from '../composer/concern';
import { moved } from '../composer/roots';
import { isField, rangeOf } from '../composer/text';
import { Highlights } from './highlights';
import { Overlay } from './overlay';
import { isDark } from './theme';

export class Marks {
  private readonly layer: () => Element;
  private readonly highlights = new Highlights();
  private readonly overlays = new Map<Composer, Overlay>();
  private readonly themes = new Map<Composer, boolean>();

  /** `layer` is where copies of textareas are laid; asked for when the first one is needed. */
  constructor(layer: () => Element) {
    this.layer = layer;
  }

  /** Underline these concerns, and no others. `here` is the key of the one that the card speaks of. */
  paint(composer: Composer, concerns: readonly Concern[], here: string | null): void {
    if (concerns.length === 0) {
      this.clear(composer);
      return;
    }
    const dark = this.themes.get(composer) ?? isDark(composer.element);
    this.themes.set(composer, dark);
    const { element, map } = composer;
    if (isField(element)) {
      const overlay = this.overlays.get(composer) ?? new Overlay(this.layer(), element);
      this.overlays.set(composer, overlay);
      const marks = concerns.map(({ severity, spans, key }) => ({ severity, spans, here: key === here }));
      overlay.paint(composer.text, marks, dark);
      return;
    }
    const marks = concerns.flatMap(({ severity, spans, key }) =>
      spans.flatMap((span) => {
        const range = rangeOf(map, span.start, span.end);
        return range ? [{ severity, range, here: key === here }] : [];
      }),
    );
    this.highlights.paint(element, marks, dark);
  }

  /** The lines of the words, in screen coordinates. */
  rects(composer: Composer, concern: Concern): DOMRect[] {
    const overlay = this.overlays.get(composer);
    if (overlay) return concern.spans.flatMap((span) => overlay.rects(span));
    const lines = concern.spans.flatMap((span) => [
      ...(rangeOf(composer.map, span.start, span.end)?.getClientRects() ?? []),
    ]);
    return lines.map((line) => moved(line, composer.element.ownerDocument));
  }

  /** The concern whose words are at a point of the screen. */
  at(composer: Composer, concerns: readonly Concern[], x: number, y: number): Concern | null {
    const hits = (box: DOMRect) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    return concerns.find((concern) => this.rects(composer, concern).some(hits)) ?? null;
  }

  clear(composer: Composer): void {
    this.themes.delete(composer);
    this.overlays.get(composer)?.remove();
    this.overlays.delete(composer);
    this.highlights.paint(composer.element, [], false);
  }

  clearAll(): void {
    for (const overlay of this.overlays.values()) overlay.remove();
    this.overlays.clear();
    this.highlights.clear();
  }
}
