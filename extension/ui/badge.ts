/**
 * Knows the badge *Not checked here*: on a site that is covered, somebody writes in a box that no rule knows. Silence
 * must not look like safety, so it stands there for as long as the box is written in.
 */
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';
import { boxOf, isOnPage } from '../composer/roots';
import { attic } from './attic';
import { element } from './dom';
import type { Shell } from './shell';
import { isDark } from './theme';
import { words } from './words';

export class Badges {
  private readonly shell: Shell;
  private readonly signal: AbortSignal;
  private readonly told = new WeakSet<HTMLElement>();
  private shown: { box: HTMLElement; remove(): void } | null = null;

  constructor(shell: Shell, signal: AbortSignal) {
    this.shell = shell;
    this.signal = signal;
  }

  /** Show the badge at a box until it loses the focus or leaves the page; said aloud once for each box. */
  show(box: HTMLElement): void {
    if (this.shown?.box === box) return;
    this.clear();
    this.shell.setTheme(isDark(box));
    const badge = element('div', { class: 'badge', title: words.notHereHint }, words.notHere);
    this.shell.layer.append(badge);
    const beside = { contextElement: box, getBoundingClientRect: () => boxOf(box) };
    const stop = autoUpdate(beside, badge, async () => {
      if (!isOnPage(box)) {
        this.clear();
        return;
      }
      const { x, y } = await computePosition(beside, badge, {
        placement: 'top-end',
        strategy: 'fixed',
        middleware: [offset(4), flip(), shift({ padding: 8 })],
      });
      Object.assign(badge.style, { left: `${x}px`, top: `${y}px` });
    });
    const left = new AbortController();
    box.addEventListener('focusout', () => this.clear(), { signal: left.signal });
    this.signal.addEventListener('abort', () => left.abort(), { once: true });
    this.shown = {
      box,
      remove() {
        left.abort();
        stop();
        attic.discard(badge);
      },
    };
    if (this.told.has(box)) return;
    this.told.add(box);
    this.shell.announce(`${words.notHere}. ${words.notHereHint}`);
  }

  clear(): void {
    this.shown?.remove();
    this.shown = null;
  }
}
