/** Knows what is said in one line beside a composer: one note at a time, and what was not checked once only. */
import type { Composer } from '../composer/composer';
import { showNote } from './note';
import type { Shell } from './shell';
import { isDark } from './theme';
import { words } from './words';

/** Too short a text says nothing about its language. */
const LANGUAGE_FROM = 25;

export class Notes {
  private readonly shell: Shell;
  private readonly told = new Set<string>();
  private remove: () => void = () => {};

  constructor(shell: Shell) {
    this.shell = shell;
  }

  /** Show a sentence in place of an earlier one, and say it to a screen reader. */
  say(composer: Composer, sentence: string, undo?: () => void): void {
    this.remove();
    this.shell.setTheme(isDark(composer.element));
    this.shell.announce(sentence);
    const action = undo ? { label: words.undo, run: undo } : null;
    this.remove = showNote(this.shell.layer, composer.element, sentence, action);
  }

  /** Silence must not look like safety: say once for each composer why its text was not checked. */
  sayUnchecked(composer: Composer): void {
    const { id, unchecked, text } = composer;
    // Away and paused are said by the toolbar icon; in the page nothing is shown then.
    if (unchecked === null || unchecked === 'away' || unchecked === 'paused') return;
    if (unchecked === 'language' && text.length < LANGUAGE_FROM) return;
    const once = `${id}:${unchecked}`;
    if (this.told.has(once)) return;
    this.told.add(once);
    this.say(composer, words.unchecked[unchecked]);
  }

  clear(): void {
    this.remove();
  }
}
