/**
 * Brings the parts together on one page: composers are watched, words underlined, cards shown, serious posts held.
 * Knows no browser API: what reaches beyond the page is passed in, so the same code runs on the practice page.
 */
import { placeCaret, rememberCaret } from '../composer/caret';
import type { Composer } from '../composer/composer';
import { type Concern, worst } from '../composer/concern';
import { type Held, holdPosts } from '../composer/hold';
import type { Site } from '../composer/site';
import { Watcher } from '../composer/watcher';
import type { Ask, DismissedRule, FlagDraft, Policy, PreviewApi } from '../messages';
import { Cards } from './cards';
import { openDialog } from './dialog';
import type { Scope } from './dismiss';
import { Dismissals } from './dismissals';
import { excerptOf } from './excerpt';
import { listenToKeys } from './keys';
import { Marks } from './marks';
import { showNote } from './note';
import { Shell } from './shell';
import { isDark } from './theme';
import { severityWord, words } from './words';

const HOUR = 60 * 60 * 1000;
/** Too short a text says nothing about its language. */
const LANGUAGE_FROM = 25;

/** Resolves when the sheet is closed: true when the flag was sent. */
type OpenPreview = (
  host: HTMLElement,
  draft: FlagDraft,
  api: PreviewApi,
  signal: AbortSignal,
) => Promise<boolean>;

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
}

export function startCompanion(options: CompanionOptions): Companion {
  const { site, document, signal, ask } = options;
  const shell = new Shell(document, options.mode);
  const marks = new Marks(() => shell.layer);
  const dismissals = new Dismissals(site.id);
  const visible = (composer: Composer) => composer.concerns.filter((one) => !dismissals.covers(one));
  const page = Math.random().toString(36).slice(2);
  const known = new Set<string>();
  const noted = new Set<string>();
  let policy: Policy | null = null;
  let askedForPolicy = false;
  let closeDialog: (() => void) | null = null;

  const cards = new Cards({
    shell,
    marks,
    site: site.id,
    policy: () => policy,
    visible,
    dismiss: (composer, concern, scope) => void dismiss(composer, concern, scope),
    wrong: flagWrong,
  });
  const watcher = new Watcher({
    site,
    document,
    signal,
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
      if (cards.composer === composer) cards.close();
      marks.clear(composer);
    },
  });
  listenToKeys({
    document,
    signal,
    cards,
    composerAt: (target) => watcher.at(target),
    owns: (target) => shell.owns(target),
    onReached: ({ severity, words: flagged, finding, notice }) =>
      shell.announce(
        `${severityWord[severity]}: ${flagged}. ${finding?.reason ?? notice?.message ?? ''} ${words.cardHint}`,
      ),
  });
  holdPosts({
    document,
    signal,
    composerAt: (target) => watcher.at(target),
    postedBy: (target) => watcher.postedBy(target),
    asking: () => closeDialog !== null,
    counts: (_composer, concern) => !dismissals.covers(concern),
    onHold: question,
  });
  document.addEventListener('click', openAtPointer, { capture: true, passive: true, signal });
  signal.addEventListener('abort', () => {
    closeDialog?.();
    cards.close();
    marks.clearAll();
    shell.remove();
  });

  function changed(composer: Composer): void {
    const concerns = visible(composer);
    if (concerns.length > 0) void loadPolicy();
    marks.paint(composer, concerns, cards.keyIn(composer));
    cards.refresh(composer);
    tellWhatWasNotChecked(composer);
    options.onChange?.(composer, concerns);
    const fresh = concerns.filter(({ key }) => !known.has(`${composer.id}:${key}`));
    if (fresh.length === 0) return;
    for (const { key } of fresh) known.add(`${composer.id}:${key}`);
    if (!hasFocus(composer) || closeDialog) return;
    shell.announce(words.announce(concerns.length));
    const loudest = worst(fresh);
    if (loudest && loudest.severity !== 'info') cards.show(composer, loudest);
  }

  function hasFocus(composer: Composer): boolean {
    const { activeElement } = document;
    return activeElement !== null && composer.element.contains(activeElement);
  }

  async function loadPolicy(): Promise<void> {
    if (askedForPolicy) return;
    askedForPolicy = true;
    policy = await ask({ kind: 'getPolicy' }).catch(() => null);
    askedForPolicy = policy !== null;
    if (cards.composer) cards.refresh(cards.composer);
  }

  function tellWhatWasNotChecked(composer: Composer): void {
    const { unchecked, text } = composer;
    // Away and paused are said by the toolbar icon; in the page nothing is shown then.
    if (unchecked === null || unchecked === 'away' || unchecked === 'paused') return;
    if (unchecked === 'language' && text.length < LANGUAGE_FROM) return;
    const once = `${composer.id}:${unchecked}`;
    if (noted.has(once)) return;
    noted.add(once);
    note(composer, words.unchecked[unchecked]);
  }

  function note(composer: Composer, sentence: string, undo?: () => void): void {
    shell.setTheme(isDark(composer.element));
    shell.announce(sentence);
    showNote(shell.layer, composer.element, sentence, undo ? { label: words.undo, run: undo } : null);
  }

  function openAtPointer(event: MouseEvent): void {
    const composer = watcher.at(event.target);
    const concern = composer && marks.at(composer, visible(composer), event.clientX, event.clientY);
    if (concern) cards.show(composer, concern);
  }

  async function dismiss(composer: Composer, concern: Concern, scope: Scope): Promise<void> {
    cards.close();
    const rule = dismissals.ruleOf(concern);
    if (scope === 'text') {
      dismissals.dismissText(concern);
      note(composer, words.dismissed, () => undo(() => dismissals.restoreText(concern)));
    } else if (scope === 'rule' && rule) {
      dismissals.dismissRule(rule);
      note(composer, words.dismissedRule(site.id), () =>
        undo(() => dismissals.restoreRule(rule), { kind: 'undoDismissRule', rule }),
      );
      await save(composer, { kind: 'dismissRule', rule });
    } else if (scope === 'pause') {
      await save(composer, { kind: 'setPaused', until: Date.now() + HOUR });
      watcher.recheck();
      note(composer, words.paused, () => undo(() => {}, { kind: 'setPaused', until: null }));
    }
    repaint(composer);

    function undo(restore: () => void, request?: Parameters<typeof save>[1]): void {
      restore();
      repaint(composer);
      if (request) void save(composer, request).then(() => watcher.recheck());
    }
  }

  async function save(composer: Composer, request: Parameters<Ask>[0]): Promise<void> {
    await ask(request).catch(() => note(composer, words.notSaved));
  }

  function repaint(composer: Composer): void {
    const concerns = visible(composer);
    marks.paint(composer, concerns, cards.keyIn(composer));
    options.onChange?.(composer, concerns);
  }

  function question(held: Held): void {
    const { composer } = held;
    cards.close();
    const restoreCaret = hasFocus(composer) ? rememberCaret(composer.element) : null;
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
        setTimeout(() => held.release() || note(composer, words.pressAgain));
      }),
      wrong: done(() => held.concerns[0] && flagWrong(composer, held.concerns[0])),
    });
  }

  function flagWrong(composer: Composer, concern: Concern): void {
    cards.close();
    if (!concern.finding) return;
    if (!options.openPreview) {
      note(composer, words.wrongNeedsExtension);
      return;
    }
    const restoreCaret = hasFocus(composer) ? rememberCaret(composer.element) : null;
    const { text, finding } = excerptOf(composer.text, { ...concern.finding, spans: concern.spans });
    void preview({ text, site: site.id, findings: [finding], kind: 'false_alarm' }).then(restoreCaret);
  }

  async function preview(draft: FlagDraft): Promise<void> {
    const api: PreviewApi = {
      preview: (text) => ask({ kind: 'previewFlag', text }),
      send: (flag) => ask({ kind: 'sendFlag', flag }),
      policy: () => ask({ kind: 'getPolicy' }),
    };
    await options.openPreview?.(shell.layer, draft, api, signal);
  }

  return {
    recheck(dismissed) {
      if (dismissed) dismissals.replaceRules(dismissed);
      askedForPolicy = false;
      watcher.recheck();
    },
    report(text) {
      void preview({ text, site: site.id, findings: [], kind: 'missed' });
    },
  };
}
