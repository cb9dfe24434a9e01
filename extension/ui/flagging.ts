/** Knows how *This is wrong* and *Report a missed risk* reach the preview, with no more text than a reviewer needs. */
import { rememberCaret } from '../composer/caret';
import type { Composer } from '../composer/composer';
import type { Concern } from '../composer/concern';
import type { Ask, FlagDraft, PreviewApi } from '../messages';
import { excerptOf } from './excerpt';
import type { Notes } from './notes';
import type { Shell } from './shell';
import { words } from './words';

/** Resolves when the sheet is closed: true when the flag was sent. */
export type OpenPreview = (
  host: HTMLElement,
  draft: FlagDraft,
  api: PreviewApi,
  signal: AbortSignal,
) => Promise<boolean>;

export interface FlaggingOptions {
  site: string;
  ask: Ask;
  shell: Shell;
  notes: Notes;
  signal: AbortSignal;
  /** Null where flags cannot be sent. */
  openPreview: OpenPreview | null;
}

export class Flagging {
  private readonly options: FlaggingOptions;

  constructor(options: FlaggingOptions) {
    this.options = options;
  }

  /** A finding is wrong: the sentences that it stands in are previewed, and the caret comes back afterwards. */
  wrong(composer: Composer, concern: Concern, sent: () => void = () => {}): void {
    if (!concern.finding) return;
    if (!this.options.openPreview) {
      this.options.notes.say(composer, words.wrongNeedsExtension);
      return;
    }
    const restoreCaret = composer.focused ? rememberCaret(composer.element) : null;
    const { text, finding } = excerptOf(composer.text, { ...concern.finding, spans: concern.spans });
    const draft: FlagDraft = { text, site: this.options.site, findings: [finding], kind: 'false_alarm' };
    void this.preview(draft).then((done) => {
      if (done) sent();
      restoreCaret?.();
    });
  }

  /** Something was missed. */
  missed(text: string): void {
    void this.preview({ text, site: this.options.site, findings: [], kind: 'missed' });
  }

  /** True when it was sent. */
  private async preview(draft: FlagDraft): Promise<boolean> {
    const { ask, shell, signal, openPreview } = this.options;
    const api: PreviewApi = {
      preview: (text) => ask({ kind: 'previewFlag', text }),
      send: (flag) => ask({ kind: 'sendFlag', flag }),
      policy: () => ask({ kind: 'getPolicy' }),
    };
    return (await openPreview?.(shell.layer, draft, api, signal)) ?? false;
  }
}
