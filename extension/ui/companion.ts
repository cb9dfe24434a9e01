/**
 * Brings the parts together on one page: composers are watched, words underlined, cards shown, serious posts held.
 * Knows no browser API: what reaches beyond the page is passed in, so the same code runs on the practice page.
 */
import { placeCaret, rememberCaret } from '../composer/caret';
import type { Composer } from '../composer/composer';
import { type Concern, worst } from '../composer/concern';
import { type Held, holdPosts } from '../composer/hold';
import { watchPictures } from '../composer/pictures';
import { offsetOf, targetOf } from '../composer/roots';
import type { Site } from '../composer/site';
import { Watcher } from '../composer/watcher';
import type { Ask, DismissedRule, Policy, State } from '../messages';
import { attic } from './attic';
import { Badges } from './badge';
import { Budget } from './budget';
import { Cards } from './cards';
import { Counting } from './counting';
import { openDialog } from './dialog';
import { Dismissals } from './dismissals';
import { dismiss } from './dismissing';
import { Flagging, type OpenPreview } from './flagging';
import { listenToKeys } from './keys';
import { Marks } from './marks';
import { Notes } from './notes';
import { Pictures } from './pictures';
import { Shell } from './shell';
import { isDark } from './theme';
import { severityWord, words } from './words';
import { watchWorkTime } from './worktime';

export interface CompanionOptions {
  site: Site;
  document: Document;
  signal: AbortSignal;
  /** Closed on other people's pages, so that they cannot read what is said to the employee. */
  mode: ShadowRootMode;
  ask: Ask;
  /** Null where flags cannot be sent. */
  openPreview: OpenPreview | null;
  /** Told after every change of a composer, with the concerns that are shown. */
  onChange?(composer: Composer, shown: readonly Concern[]): void;
}

/** What the outside may tell a running companion. */
export interface Companion {
  /** Settings, policy or service changed: forget verdicts and ask again. */
  recheck(dismissed?: readonly DismissedRule[]): void;
  /** Open the preview of a missed risk. */
  report(text: string): void;
  /** How often cards may open by themselves, as the settings and other pages have it. */
  adopt(state: Pick<State, 'opened' | 'mode'>): void;
}

export function startCompanion(options: CompanionOptions): Companion {
  const { site, document, signal, ask } = options;
  const shell = new Shell(document, options.mode);
  const marks = new Marks(() => shell.layer);
  const notes = new Notes(shell);
  const badges = new Badges(shell, signal);
  const dismissals = new Dismissals(site.id);
  const recheck = () => watcher.recheck();
  const dismissing = { site: site.id, ask, dismissals, notes, repaint, recheck };
  const { openPreview } = options;
  const flagging = new Flagging({ site: site.id, ask, shell, notes, signal, openPreview });
  const external = site.id !== 'practice';
  const budget = new Budget(ask);
  const counting = external ? new Counting(site.id, ask) : null;
  const pictures = new Pictures(shell, document, signal);
  const visible = (composer: Composer) => composer.concerns.filter((one) => !dismissals.covers(one));
  const page = Math.random().toString(36).slice(2);
  const known = new Set<string>();
  let policy: Policy | null = null;
  let askedForPolicy = false;
  let closeDialog: (() => void) | null = null;

  const cards = new Cards({
    shell,
    marks,
    site: site.id,
    policy: () => policy,
    visible,
    dismiss(composer, concern, scope) {
      cards.close();
      counting?.answered(composer, concern, 'dismissed');
      void dismiss(dismissing, composer, concern, scope);
    },
    wrong(composer, concern) {
      cards.close();
      flagging.wrong(composer, concern, () => counting?.answered(composer, concern, 'flagged'));
    },
  });
  const keys = listenToKeys({
    signal,
    cards,
    composerAt: (target) => watcher.at(target),
    owns: (target) => shell.owns(target),
    onReached: ({ severity, words: flagged, finding, notice }) =>
      shell.announce(
        `${severityWord[severity]}: ${flagged}. ${finding?.reason ?? notice?.message ?? ''} ${words.cardHint}`,
      ),
  });
  const hold = holdPosts({
    signal,
    composerAt: (target) => watcher.at(target),
    postedBy: (target) => watcher.postedBy(target),
    asking: () => closeDialog !== null,
    counts: (_composer, concern) => !dismissals.covers(concern),
    onHold: question,
  });
  const watcher = new Watcher({
    site,
    document,
    signal,
    onUnknown: (box) => badges.show(box),
    onDocument: (one) => {
      attic.listen(one, signal);
      keys(one);
      hold(one);
      one.addEventListener('click', openAtPointer, { capture: true, passive: true, signal });
      if (!external) return;
      one.addEventListener('click', posting, { capture: true, passive: true, signal });
      one.addEventListener('keydown', posting, { capture: true, passive: true, signal });
    },
    check: (composer, text) =>
      ask({
        kind: 'checkText',
        text,
        site: site.id,
        composer: composer.rule.kind,
        composerId: `${page}-${composer.id}`,
      }),
    onChange: changed,
    onClose: (composer) => {
      counting?.closed(composer);
      pictures.clear(composer);
      if (cards.composer === composer) cards.close();
      marks.clear(composer);
    },
  });
  watchPictures({
    document,
    signal,
    composerAt: (target) => watcher.at(target),
    composers: () => watcher.composers,
    onPictures: (composer, added) => pictures.add(composer, added),
  });
  if (external) watchWorkTime({ site: site.id, ask, shell, document, signal });
  signal.addEventListener('abort', () => {
    attic.rest();
    closeDialog?.();
    cards.close();
    notes.clear();
    badges.clear();
    marks.clearAll();
    shell.remove();
  });

  function changed(composer: Composer): void {
    const concerns = visible(composer);
    if (concerns.length > 0) void loadPolicy();
    marks.paint(composer, concerns, cards.keyIn(composer));
    cards.refresh(composer);
    notes.sayUnchecked(composer);
    counting?.seen(composer, concerns);
    options.onChange?.(composer, concerns);
    const fresh = concerns.filter(({ key }) => !known.has(`${composer.id}:${key}`));
    if (fresh.length === 0) return;
    for (const { key } of fresh) known.add(`${composer.id}:${key}`);
    if (!composer.focused || closeDialog) return;
    shell.announce(words.announce(concerns.length));
    const loudest = worst(fresh);
    if (loudest && budget.spend(loudest)) cards.show(composer, loudest);
  }

  async function loadPolicy(): Promise<void> {
    if (askedForPolicy) return;
    askedForPolicy = true;
    policy = await ask({ kind: 'getPolicy' }).catch(() => null);
    askedForPolicy = policy !== null;
    if (cards.composer) cards.refresh(cards.composer);
  }

  /** A post goes out by this press, unless it was held: then nobody hears of it here. */
  function posting(event: Event): void {
    const target = targetOf(event);
    for (const composer of watcher.postedBy(target)) counting?.posting(composer);
    const writing = event instanceof KeyboardEvent && event.key === 'Enter' ? watcher.at(target) : null;
    if (writing) counting?.posting(writing);
  }

  function openAtPointer(event: MouseEvent): void {
    const composer = watcher.at(targetOf(event));
    if (!composer) return;
    const { x, y } = offsetOf(composer.element.ownerDocument);
    const concern = marks.at(composer, visible(composer), event.clientX + x, event.clientY + y);
    if (concern) cards.show(composer, concern);
  }

  function repaint(composer: Composer): void {
    const concerns = visible(composer);
    marks.paint(composer, concerns, cards.keyIn(composer));
    options.onChange?.(composer, concerns);
  }

  function question(held: Held): void {
    const { composer } = held;
    cards.close();
    const restoreCaret = composer.focused ? rememberCaret(composer.element) : null;
    shell.setTheme(isDark(composer.element));
    const done = (act: () => void) => () => {
      closeDialog = null;
      act();
    };
    closeDialog = openDialog(shell.layer, held, {
      edit: done(() => placeCaret(composer.element, composer.map, held.concerns[0]?.spans.at(-1)?.end ?? 0)),
      post: done(() => {
        restoreCaret?.();
        // Editors need a moment to hear of focus and caret before they are emptied.
        setTimeout(() => held.release() || notes.say(composer, words.pressAgain));
      }),
      wrong: done(() => held.concerns[0] && flagging.wrong(composer, held.concerns[0])),
    });
  }

  return {
    recheck(dismissed) {
      if (dismissed) dismissals.replaceRules(dismissed);
      askedForPolicy = false;
      recheck();
    },
    adopt(state) {
      budget.adopt(state);
    },
    report(text) {
      flagging.missed(text);
    },
  };
}
