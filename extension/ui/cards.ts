/** Knows which card is open: one at most, beside the words it speaks of, gone when those words are gone. */
import { rememberCaret } from '../composer/caret';
import type { Composer } from '../composer/composer';
import type { Concern } from '../composer/concern';
import { postButtons } from '../composer/site';
import type { Policy } from '../messages';
import { attic } from './attic';
import { buildCard } from './card';
import type { Scope } from './dismiss';
import { element } from './dom';
import type { Marks } from './marks';
import { keepPlaced } from './place';
import type { Shell } from './shell';
import { isDark } from './theme';

export interface CardsOptions {
  shell: Shell;
  marks: Marks;
  site: string;
  policy(): Policy | null;
  /** Concerns of a composer that are not dismissed, in reading order. */
  visible(composer: Composer): Concern[];
  dismiss(composer: Composer, concern: Concern, scope: Scope): void;
  wrong(composer: Composer, concern: Concern): void;
}

interface Open {
  composer: Composer;
  key: string;
  /** What the card says, to see whether it must be built anew. */
  said: string;
  card: HTMLElement;
  remove(): void;
  restoreCaret: (() => void) | null;
}

/** A button that is not there yet may still come: it is the site's rule that says whether there is one. */
function canBeHeld({ rule, element: box }: Composer): boolean {
  return rule.post !== null && (!rule.enterPosts || postButtons(rule, box).length > 0);
}

export class Cards {
  private readonly options: CardsOptions;
  private open: Open | null = null;

  constructor(options: CardsOptions) {
    this.options = options;
  }

  get composer(): Composer | null {
    return this.open?.composer ?? null;
  }

  /** Key of the concern that the card of this composer speaks of. */
  keyIn(composer: Composer): string | null {
    return this.open?.composer === composer ? this.open.key : null;
  }

  /** Open the card of one concern; the caret stays where it is. */
  show(composer: Composer, concern: Concern): void {
    const restoreCaret = this.open?.restoreCaret ?? null;
    const { shell, visible, policy } = this.options;
    const all = visible(composer);
    const index = all.findIndex(({ key }) => key === concern.key);
    if (index < 0) return;
    this.open?.remove();
    const { layer } = shell;
    shell.setTheme(isDark(composer.element));
    const { site } = this.options;
    const card = buildCard(
      { concern, index: index + 1, count: all.length, site, policy: policy(), held: canBeHeld(composer) },
      {
        move: (step) => this.step(composer, step, true),
        dismiss: (scope) => this.options.dismiss(composer, concern, scope),
        wrong: () => this.options.wrong(composer, concern),
        close: () => this.close(),
      },
    );
    const pointer = element('div', { class: 'pointer' });
    layer.append(card, pointer);
    const stop = keepPlaced(card, pointer, {
      composer: composer.element,
      words: () => this.options.marks.rects(composer, this.current() ?? concern),
      avoid: () => postButtons(composer.rule, composer.element),
    });
    const remove = () => {
      stop();
      attic.discard(card);
      attic.discard(pointer);
    };
    const said = this.saying(concern, index, all.length);
    this.open = { composer, key: concern.key, said, card, remove, restoreCaret };
    this.repaint(composer);
  }

  /** Open the card before or after the one that is open; the first where none is. Goes round. */
  step(composer: Composer, step: 1 | -1, focus = false): Concern | null {
    const all = this.options.visible(composer);
    const at = all.findIndex(({ key }) => key === this.keyIn(composer));
    const next = all[at < 0 ? 0 : (at + step + all.length) % all.length];
    if (!next) return null;
    this.show(composer, next);
    if (focus) this.focus(step === 1 ? '.next' : '.previous');
    return next;
  }

  /** Move the focus into the card; closing gives the caret back. */
  focus(selector = 'button:not(.small)'): void {
    if (!this.open) return;
    this.open.restoreCaret ??= rememberCaret(this.open.composer.element);
    const target = this.open.card.querySelector<HTMLElement>(selector) ?? this.open.card;
    target.focus();
  }

  /** Text or concerns changed: keep the card beside its words, or close it with them. */
  refresh(composer: Composer): void {
    if (this.open?.composer !== composer) return;
    const all = this.options.visible(composer);
    const index = all.findIndex(({ key }) => key === this.open?.key);
    const concern = all[index];
    if (!concern) this.close();
    else if (this.saying(concern, index, all.length) !== this.open.said && !this.open.restoreCaret) {
      this.show(composer, concern);
    }
  }

  /** Close the card; where it had the focus, the caret goes back to where it was. */
  close(): void {
    const { open } = this;
    if (!open) return;
    this.open = null;
    open.remove();
    if (open.composer.open) {
      open.restoreCaret?.();
      this.repaint(open.composer);
    }
  }

  private current(): Concern | undefined {
    const { open } = this;
    return open ? open.composer.concerns.find(({ key }) => key === open.key) : undefined;
  }

  private saying(concern: Concern, index: number, count: number): string {
    return [concern.key, index, count, this.options.policy()?.version].join('\n');
  }

  private repaint(composer: Composer): void {
    this.options.marks.paint(composer, this.options.visible(composer), this.keyIn(composer));
  }
}
