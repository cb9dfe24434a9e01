/** Knows what became of what was shown: edited away, posted all the same, dismissed, flagged. Numbers only, no words. */
import type { Composer } from '../composer/composer';
import type { Concern } from '../composer/concern';
import type { Ask, CountEvent, Finding } from '../messages';

/** Milliseconds after a press of the Post button in which an emptied composer means that it was posted. */
const POSTING = 5000;

export class Counting {
  private readonly site: string;
  private readonly ask: Ask;
  private readonly open = new Map<Composer, Map<string, Finding>>();
  private readonly pressed = new WeakMap<Composer, number>();

  constructor(site: string, ask: Ask) {
    this.site = site;
    this.ask = ask;
  }

  /** What is shown in a composer now. */
  seen(composer: Composer, concerns: readonly Concern[]): void {
    const before = this.open.get(composer) ?? new Map<string, Finding>();
    const now = new Map<string, Finding>();
    for (const { key, finding } of concerns) if (finding) now.set(key, finding);
    if (composer.text.trim() === '') {
      this.settle(composer, before);
      return;
    }
    // Between two verdicts a finding is away only while its words are being changed.
    for (const [key, finding] of before) {
      if (!now.has(key) && composer.checked) this.count('edited', finding);
      else now.set(key, finding);
    }
    for (const [key, finding] of now) if (!before.has(key)) this.count('shown', finding);
    this.open.set(composer, now);
  }

  /** The Post button, or the key that posts, was pressed. */
  posting(composer: Composer): void {
    this.pressed.set(composer, Date.now());
  }

  closed(composer: Composer): void {
    this.settle(composer, this.open.get(composer) ?? new Map());
  }

  /** The employee has said what to do about it: it is neither edited nor posted later. */
  answered(composer: Composer, concern: Concern, event: 'dismissed' | 'flagged'): void {
    if (concern.finding) this.count(event, concern.finding);
    this.open.get(composer)?.delete(concern.key);
  }

  private settle(composer: Composer, left: Map<string, Finding>): void {
    const posted = Date.now() - (this.pressed.get(composer) ?? 0) < POSTING;
    for (const finding of left.values()) this.count(posted ? 'posted' : 'edited', finding);
    this.open.delete(composer);
  }

  private count(event: CountEvent, { label, clause }: Finding): void {
    void this.ask({ kind: 'count', site: this.site, label, clause, event }).catch(() => {});
  }
}
