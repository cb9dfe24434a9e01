/** Knows what each choice of the *Dismiss* menu does, and how it is undone. */
import type { Composer } from '../composer/composer';
import type { Concern } from '../composer/concern';
import type { Ask, Request } from '../messages';
import type { Scope } from './dismiss';
import type { Dismissals } from './dismissals';
import type { Notes } from './notes';
import { words } from './words';

const HOUR = 60 * 60 * 1000;

export interface DismissingOptions {
  site: string;
  ask: Ask;
  dismissals: Dismissals;
  notes: Notes;
  /** What is shown in a composer changed. */
  repaint(composer: Composer): void;
  /** What is checked changed. */
  recheck(): void;
}

/** Dismiss a concern in one scope; every choice says what it did, with *Undo*. */
export async function dismiss(
  options: DismissingOptions,
  composer: Composer,
  concern: Concern,
  scope: Scope,
): Promise<void> {
  const { dismissals, notes, repaint } = options;

  const save = async (request: Request): Promise<boolean> => {
    try {
      await options.ask(request);
      return true;
    } catch {
      notes.say(composer, words.notSaved);
      return false;
    }
  };
  const undo = (restore: () => void, request?: Request) => () => {
    restore();
    repaint(composer);
    if (request) void save(request).then(options.recheck);
  };

  const rule = dismissals.ruleOf(concern);
  if (scope === 'text') {
    dismissals.dismissText(concern);
    repaint(composer);
    notes.say(
      composer,
      words.dismissed,
      undo(() => dismissals.restoreText(concern)),
    );
  } else if (scope === 'rule' && rule) {
    dismissals.dismissRule(rule);
    repaint(composer);
    const restore = undo(() => dismissals.restoreRule(rule), { kind: 'undoDismissRule', rule });
    notes.say(composer, words.dismissedRule(options.site), restore);
    await save({ kind: 'dismissRule', rule });
  } else if (scope === 'pause' && (await save({ kind: 'setPaused', until: Date.now() + HOUR }))) {
    options.recheck();
    notes.say(
      composer,
      words.paused,
      undo(() => {}, { kind: 'setPaused', until: null }),
    );
  }
}
