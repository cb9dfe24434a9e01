/**
 * Knows how often a card may open by itself in a day: what is repeated folds into its underline, so that a card stays
 * worth reading. What is serious always opens.
 */
import type { Concern } from '../composer/concern';
import type { Ask, Mode, State } from '../messages';

/** Cards a day for one reason, and for all together. */
export const ONE_REASON = 3;
export const ALL = 12;

export class Budget {
  private readonly ask: Ask;
  private opened: Record<string, number> = {};
  private mode: Mode = 'full';

  constructor(ask: Ask) {
    this.ask = ask;
  }

  /** Take over what other pages have used up today. */
  adopt({ opened, mode }: Pick<State, 'opened' | 'mode'>): void {
    this.opened = { ...opened };
    this.mode = mode;
  }

  /** Whether the card of a concern may open by itself now; counts it where it may. */
  spend(concern: Concern): boolean {
    if (concern.severity === 'serious') return true;
    if (concern.severity === 'info' || this.mode === 'quiet') return false;
    const reason = concern.finding?.rule ?? concern.finding?.label ?? concern.notice?.id ?? '';
    const used = this.opened[reason] ?? 0;
    const all = Object.values(this.opened).reduce((sum, one) => sum + one, 0);
    if (used >= ONE_REASON || all >= ALL) return false;
    this.opened[reason] = used + 1;
    void this.ask({ kind: 'cardOpened', reason }).catch(() => {});
    return true;
  }
}
