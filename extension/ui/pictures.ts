/** Knows which pictures still wait for an answer: each new one is asked about, one after the other, and none is remembered. */
import { rememberCaret } from '../composer/caret';
import type { Composer } from '../composer/composer';
import type { Picture } from '../composer/pictures';
import { postButtons } from '../composer/site';
import { element } from './dom';
import { buildPicture } from './picture';
import { keepPlaced } from './place';
import type { Shell } from './shell';
import { isDark } from './theme';
import { words } from './words';

const lineOf = ({ left, top, width }: DOMRect) => new DOMRect(left, top, width, 1);

export class Pictures {
  private readonly shell: Shell;
  private waiting: Picture[] = [];
  private asked = 0;
  private composer: Composer | null = null;
  private remove: (() => void) | null = null;
  private sheet: HTMLElement | null = null;
  private restoreCaret: (() => void) | null = null;

  constructor(shell: Shell, document: Document, signal: AbortSignal) {
    this.shell = shell;
    document.addEventListener('keydown', (event) => this.onKey(event), { capture: true, signal });
    signal.addEventListener('abort', () => this.clear());
  }

  /** New pictures in a composer. */
  add(composer: Composer, pictures: Picture[]): void {
    if (this.composer !== composer) this.clear();
    this.composer = composer;
    this.waiting.push(...pictures);
    this.shell.announce(words.picture.announce(this.waiting.length - this.asked));
    if (!this.sheet) this.next();
  }

  /** The composer is gone, or the page is no longer ours. */
  clear(composer?: Composer): void {
    if (composer && composer !== this.composer) return;
    this.remove?.();
    this.remove = null;
    this.sheet = null;
    this.waiting = [];
    this.asked = 0;
    this.composer = null;
    this.restoreCaret = null;
  }

  private next(): void {
    const { composer } = this;
    const picture = this.waiting[this.asked];
    this.remove?.();
    this.remove = null;
    const hadFocus = this.sheet !== null && this.restoreCaret !== null;
    this.sheet = null;
    if (!composer?.open || !picture) {
      const back = this.restoreCaret;
      this.clear();
      if (composer?.open) back?.();
      return;
    }
    this.asked += 1;
    const content = { picture, index: this.asked, count: this.waiting.length };
    const sheet = buildPicture(content, () => this.next());
    this.shell.setTheme(isDark(composer.element));
    this.shell.layer.append(sheet);
    const stop = keepPlaced(sheet, element('div'), {
      composer: composer.element,
      // Beside the composer's first line; there are no words to keep free.
      words: () => [lineOf(composer.element.getBoundingClientRect())],
      avoid: () => postButtons(composer.rule, composer.element),
    });
    this.sheet = sheet;
    this.remove = () => {
      stop();
      sheet.remove();
    };
    if (hadFocus) sheet.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const { sheet, composer } = this;
    if (!sheet || !composer || event.isComposing) return;
    if (event.code === 'KeyP' && event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey) {
      this.restoreCaret ??= rememberCaret(composer.element);
      sheet.querySelector<HTMLElement>('input')?.focus();
    } else if (event.key === 'Escape' && this.shell.owns(event.target) && this.restoreCaret) {
      this.next();
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
