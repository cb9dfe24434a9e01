/**
 * Knows one composer: reads its text when it changes, asks for a verdict after a pause, and keeps the concerns where
 * their words are. One request is on its way at most; an answer to an older request is dropped.
 */
import type { CheckReply } from '../messages';
import { type Concern, concernsOf, moveConcerns } from './concern';
import { containsAcross, focusedIn, isOnPage } from './roots';
import type { ComposerRule } from './site';
import { isField, readText, type TextMap } from './text';

/** Milliseconds from the last key to the check. */
export const PAUSE = 400;
/** Milliseconds at the end of a sentence, and when the Post button is hovered or focused. */
export const SHORT_PAUSE = 120;

/** Why the text that stands there now has no verdict; null when it has one, or one is on its way. */
export type Unchecked = 'away' | 'paused' | 'tooLong' | 'language' | 'partial' | null;

export interface ComposerOptions {
  id: string;
  element: HTMLElement;
  rule: ComposerRule;
  check(composer: Composer, text: string, signal: AbortSignal): Promise<CheckReply>;
  /** Text, concerns or nodes are not what they were. */
  onChange(composer: Composer): void;
}

const SENTENCE_END = /[.!?…\n]["')\]]*\s*$/u;

export class Composer {
  readonly id: string;
  readonly element: HTMLElement;
  readonly rule: ComposerRule;
  map: TextMap;
  concerns: Concern[] = [];
  unchecked: Unchecked = null;
  /** Keys of serious concerns for which the Post button was already held. */
  readonly held = new Set<string>();

  private readonly options: ComposerOptions;
  private readonly closing = new AbortController();
  private readonly observer: MutationObserver;
  private judged: { text: string; concerns: Concern[]; unchecked: Unchecked } | null = null;
  private asking: { text: string; controller: AbortController } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private composing = false;
  /** An answer that came while an input method was at work. */
  private waiting: (() => void) | null = null;

  constructor(options: ComposerOptions) {
    this.options = options;
    this.id = options.id;
    this.element = options.element;
    this.rule = options.rule;
    this.map = { text: '', segments: [] };
    const { signal } = this.closing;
    this.observer = new MutationObserver(() => this.refresh());
    if (isField(this.element)) {
      this.element.addEventListener('input', () => this.refresh(), { signal });
    } else this.observer.observe(this.element, { childList: true, characterData: true, subtree: true });
    this.element.addEventListener('compositionstart', () => this.startComposing(), { signal });
    this.element.addEventListener('compositionend', () => this.endComposing(), { signal });
    this.refresh();
  }

  get text(): string {
    return this.map.text;
  }

  /** True when the text that stands there now has a verdict. */
  get checked(): boolean {
    return this.judged !== null && this.judged.text === this.text;
  }

  get open(): boolean {
    return !this.closing.signal.aborted && isOnPage(this.element);
  }

  get focused(): boolean {
    const active = focusedIn(this.element);
    return active !== null && containsAcross(this.element, active);
  }

  /** Read the composer now. Editors redraw without a change of text: then only the nodes are new. */
  refresh(): void {
    if (this.composing || this.closing.signal.aborted) return;
    this.observer.takeRecords();
    const before = this.map.text;
    this.map = readText(this.element);
    if (this.map.text !== before) this.textChanged(before);
    this.options.onChange(this);
  }

  /** Check what stands there after `delay` ms, unless it has been checked or is being checked. */
  checkSoon(delay: number): void {
    clearTimeout(this.timer);
    if (this.composing || this.closing.signal.aborted || this.judged?.text === this.text) return;
    if (this.asking?.text === this.text) return;
    this.timer = setTimeout(() => void this.ask(), delay);
  }

  /** Forget the verdict and ask again: the settings, the policy or the service changed. */
  recheck(): void {
    this.judged = null;
    this.asking?.controller.abort();
    this.asking = null;
    if (this.text.trim()) this.checkSoon(SHORT_PAUSE);
  }

  close(): void {
    this.closing.abort();
    this.observer.disconnect();
    clearTimeout(this.timer);
    this.asking?.controller.abort();
    this.asking = null;
    this.concerns = [];
  }

  private textChanged(before: string): void {
    if (!this.text.trim()) {
      clearTimeout(this.timer);
      this.asking?.controller.abort();
      this.asking = null;
      this.settle(null, [], null);
      return;
    }
    if (this.judged?.text === this.text) {
      clearTimeout(this.timer);
      this.concerns = this.judged.concerns;
      this.unchecked = this.judged.unchecked;
      return;
    }
    this.concerns = moveConcerns(this.concerns, before, this.text);
    this.checkSoon(SENTENCE_END.test(this.text) && this.text.length > before.length ? SHORT_PAUSE : PAUSE);
  }

  private async ask(): Promise<void> {
    this.asking?.controller.abort();
    const request = { text: this.text, controller: new AbortController() };
    this.asking = request;
    let reply: CheckReply;
    try {
      reply = await this.options.check(this, request.text, request.controller.signal);
    } catch {
      reply = { outcome: 'away', message: '' };
    }
    if (this.asking !== request) return;
    const take = () => {
      if (this.asking !== request) return;
      this.asking = null;
      this.answer(request.text, reply);
      this.options.onChange(this);
    };
    // Nothing is drawn while an input method is at work: the words under it change with every key.
    if (this.composing) this.waiting = take;
    else take();
  }

  /** Take an answer to `text`, which may have been edited since: then its concerns move with the words. */
  private answer(text: string, reply: CheckReply): void {
    if (reply.outcome === 'superseded') return;
    if (reply.outcome !== 'checked') {
      const unchecked = reply.outcome === 'refused' ? 'away' : reply.outcome;
      this.settle(unchecked === 'tooLong' ? text : null, [], unchecked);
      return;
    }
    const concerns = concernsOf(reply.verdict, text);
    const full = { full: null, partial: 'partial', none: 'language' } as const;
    this.settle(text, concerns, full[reply.verdict.checked] ?? null);
  }

  private settle(text: string | null, concerns: Concern[], unchecked: Unchecked): void {
    this.judged = text === null ? null : { text, concerns, unchecked };
    this.unchecked = unchecked;
    this.concerns = text === null ? [] : moveConcerns(concerns, text, this.text);
    const present = new Set(concerns.map((concern) => concern.key));
    for (const key of this.held) if (!present.has(key)) this.held.delete(key);
  }

  private startComposing(): void {
    this.composing = true;
    clearTimeout(this.timer);
  }

  private endComposing(): void {
    this.composing = false;
    // Some editors put the composed text in place after the event.
    setTimeout(() => {
      this.refresh();
      this.waiting?.();
      this.waiting = null;
    }, 0);
  }
}
