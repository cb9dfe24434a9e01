/**
 * Knows where a card goes: beside the composer at the height of the words, else above or below it; on the screen, and
 * off the words and the site's buttons.
 */
import { autoUpdate, computePosition, offset, type Placement, shift } from '@floating-ui/dom';
import { boxOf } from '../composer/roots';

export interface Place {
  composer: HTMLElement;
  /** Lines of the words; read again whenever the page scrolls or grows. */
  words(): DOMRect[];
  /** What the card should not cover. */
  avoid(): Element[];
}

/** Distance of the card from the composer, and from the edges of the screen, in pixels. */
const GAP = 12;
const EDGE = 8;
const ORDER: Placement[] = ['right', 'left', 'top', 'bottom'];

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Keep the card at its place until the returned function is called. */
export function keepPlaced(card: HTMLElement, pointer: HTMLElement, place: Place): () => void {
  const reference = {
    contextElement: place.composer,
    getBoundingClientRect: () => place.words()[0] ?? boxOf(place.composer),
  };
  let latest = 0;
  return autoUpdate(reference, card, async () => {
    latest += 1;
    const mine = latest;
    const best = await bestPlace(card, place);
    if (mine === latest) show(card, pointer, place, best);
  });
}

interface Found {
  placement: Placement;
  x: number;
  y: number;
  covered: number;
}

async function bestPlace(card: HTMLElement, place: Place): Promise<Found> {
  let best: Found | null = null;
  for (const placement of ORDER) {
    const reference = { getBoundingClientRect: () => referenceBox(placement, place) };
    const { x, y } = await computePosition(reference, card, {
      placement,
      strategy: 'fixed',
      middleware: [offset(GAP), shift({ padding: EDGE, mainAxis: true, crossAxis: false })],
    });
    const covered = cost(
      { left: x, top: y, right: x + card.offsetWidth, bottom: y + card.offsetHeight },
      place,
    );
    if (!best || covered < best.covered) best = { placement, x, y, covered };
    if (covered === 0) break;
  }
  // Where no side has room, at least the whole card can be read.
  const found = best ?? { placement: 'bottom', x: EDGE, y: EDGE, covered: 0 };
  const most = (size: number, own: number) => Math.max(EDGE, size - own - EDGE);
  return {
    ...found,
    x: Math.min(Math.max(found.x, EDGE), most(innerWidth, card.offsetWidth)),
    y: Math.min(Math.max(found.y, EDGE), most(innerHeight, card.offsetHeight)),
  };
}

/**
 * Left and right: beside the composer, at the line of the words. Above: at the composer's edge, over the words. Below:
 * under the composer and its buttons.
 */
function referenceBox(placement: Placement, place: Place): DOMRect {
  const composer = boxOf(place.composer);
  const line = place.words()[0] ?? composer;
  if (placement === 'left' || placement === 'right') {
    return new DOMRect(composer.left, line.top, composer.width, line.height);
  }
  const lowest = placement === 'bottom' ? place.avoid().map((one) => boxOf(one).bottom) : [];
  const bottom = Math.max(composer.bottom, ...lowest);
  return new DOMRect(line.left, composer.top, line.width, bottom - composer.top);
}

/** Pixels of the card that are off the screen, on the words, or on what must stay free; words count most. */
function cost(card: Box, place: Place): number {
  const area = (card.right - card.left) * (card.bottom - card.top);
  const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const off = area - overlap(card, screen);
  const onWords = place.words().reduce((sum, line) => sum + overlap(card, line), 0);
  const onButtons = place.avoid().reduce((sum, one) => sum + overlap(card, boxOf(one)), 0);
  return off * 4 + onWords * 8 + onButtons * 4;
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function show(card: HTMLElement, pointer: HTMLElement, place: Place, { placement, x, y }: Found): void {
  Object.assign(card.style, { left: `${x}px`, top: `${y}px` });
  const line = place.words()[0];
  const seen = line !== undefined && line.bottom > 0 && line.top < innerHeight;
  card.classList.toggle('away', !seen);
  pointer.classList.toggle('away', !seen);
  if (!line) return;
  const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  const right = x + card.offsetWidth;
  const bottom = y + card.offsetHeight;
  const half = 6;
  const middle = within((line.top + line.bottom) / 2, y + 16, bottom - 16) - half;
  const centre = within(line.left + Math.min(line.width / 2, 24), x + 16, right - 16) - half;
  const turns = {
    right: { left: x - half, top: middle, turn: -45 },
    left: { left: right - half, top: middle, turn: 135 },
    top: { left: centre, top: bottom - half, turn: 225 },
    bottom: { left: centre, top: y - half, turn: 45 },
  };
  const at = turns[placement as keyof typeof turns];
  Object.assign(pointer.style, {
    left: `${at.left}px`,
    top: `${at.top}px`,
    transform: `rotate(${at.turn}deg)`,
  });
}
