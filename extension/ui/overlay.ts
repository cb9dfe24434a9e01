/** Knows how to underline words of a textarea: a transparent copy of its text lies exactly over it. */
import { autoUpdate } from '@floating-ui/dom';
import type { ShownSeverity } from '../composer/concern';
import { boxOf } from '../composer/roots';
import type { Span } from '../messages';
import { attic } from './attic';
import { element } from './dom';

export interface FieldMark {
  severity: ShownSeverity;
  spans: readonly Span[];
  here: boolean;
}

const COPIED = [
  'direction',
  'font-family',
  'font-feature-settings',
  'font-kerning',
  'font-size',
  'font-stretch',
  'font-style',
  'font-variant',
  'font-weight',
  'letter-spacing',
  'line-height',
  'overflow-wrap',
  'padding-bottom',
  'padding-left',
  'padding-right',
  'padding-top',
  'tab-size',
  'text-align',
  'text-indent',
  'text-transform',
  'word-break',
  'word-spacing',
];

export class Overlay {
  private readonly field: HTMLTextAreaElement;
  private readonly window: HTMLElement;
  private readonly copy: HTMLElement;
  private readonly stop: () => void;
  private readonly spans: Piece[] = [];
  private pieces: { start: number; end: number; shown: HTMLElement }[] = [];

  constructor(layer: Element, field: HTMLTextAreaElement) {
    this.field = field;
    this.copy = element('div', { class: 'copy' });
    // A last line that is empty has no height of its own.
    this.copy.append('\u200b');
    this.window = element('div', { class: 'mirror', 'aria-hidden': 'true' }, this.copy);
    layer.append(this.window);
    const controller = new AbortController();
    field.addEventListener('scroll', () => this.follow(), { signal: controller.signal, passive: true });
    const stopFollowing = autoUpdate(field, this.window, () => this.follow());
    this.stop = () => {
      controller.abort();
      stopFollowing();
    };
  }

  paint(text: string, marks: readonly FieldMark[], dark: boolean): void {
    const style = getComputedStyle(this.field);
    for (const name of COPIED) this.copy.style.setProperty(name, style.getPropertyValue(name));
    this.window.dataset.theme = dark ? 'dark' : 'light';
    const cuts = new Set([0, text.length]);
    for (const { spans } of marks) for (const span of spans) cuts.add(span.start).add(span.end);
    const edges = [...cuts].sort((a, b) => a - b);
    this.pieces = edges.slice(0, -1).map((start, index) => {
      const end = edges[index + 1] ?? text.length;
      const over = marks.filter(({ spans }) => spans.some((span) => span.start < end && span.end > start));
      const looks = over.map(({ severity, here }) => (here ? `${severity} here` : severity)).join(' ');
      return { start, end, shown: this.piece(index, looks, text.slice(start, end)) };
    });
    for (const spare of this.spans.slice(this.pieces.length)) spare.write('', '');
    this.follow();
  }

  /** The spans are used again, as no node may leave the page while somebody types (see attic.ts). */
  private piece(index: number, looks: string, text: string): HTMLElement {
    const known = this.spans[index] ?? new Piece(this.copy);
    this.spans[index] = known;
    known.write(looks, text);
    return known.shown;
  }

  /** Where the words are on the screen, also when they are scrolled out of the field. */
  rects({ start, end }: Span): DOMRect[] {
    return this.pieces
      .filter((piece) => piece.start < end && piece.end > start)
      .flatMap(({ shown }) => [...shown.getClientRects()]);
  }

  remove(): void {
    this.stop();
    attic.discard(this.window);
  }

  private follow(): void {
    const { field } = this;
    const box = boxOf(field);
    Object.assign(this.window.style, {
      left: `${box.left + field.clientLeft}px`,
      top: `${box.top + field.clientTop}px`,
      width: `${field.clientWidth}px`,
      height: `${field.clientHeight}px`,
    });
    this.copy.style.transform = `translate(${-field.scrollLeft}px, ${-field.scrollTop}px)`;
  }
}

/** One stretch of the copy. */
class Piece {
  readonly shown: HTMLElement;
  private readonly text = document.createTextNode('');

  constructor(copy: HTMLElement) {
    this.shown = element('span', {}, this.text);
    copy.insertBefore(this.shown, copy.lastChild);
  }

  write(looks: string, text: string): void {
    if (this.shown.className !== looks) this.shown.className = looks;
    if (this.text.data !== text) this.text.data = text;
  }
}
