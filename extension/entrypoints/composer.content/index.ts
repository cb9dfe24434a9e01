/** Wiring only: runs the companion on the sites of sites/, and takes it away when the extension is gone. */
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { ask } from '../../background/ask';
import type { Ask, PageMessage } from '../../messages';
import { covers, hostOf, NEVER } from '../../places/hosts';
import { matches, siteElsewhere, siteOf } from '../../sites';
import { startCompanion } from '../../ui/companion';
import { openPreview } from '../../ui/preview';
import { speak } from '../../ui/words';
import '../../ui/highlights.css';

export default defineContentScript({
  matches,
  runAt: 'document_start',
  main(ctx) {
    if (covers(NEVER, hostOf(location.href) ?? '')) return;
    // Where no file knows the host, the browser was told to run here: see background/places.ts.
    const site = siteOf(location.href) ?? siteElsewhere(location.href);
    speak(browser.i18n.getMessage('language'));
    const controller = new AbortController();
    const { signal } = controller;
    const stop = () => controller.abort();
    ctx.onInvalidated(stop);

    // An extension that was updated or removed leaves this script behind: it must not hold a post, nor leave a card.
    const alive = () => Boolean(browser.runtime?.id);
    const lookAround = () => alive() || stop();
    for (const type of ['keydown', 'pointerdown', 'focusin', 'click']) {
      document.addEventListener(type, lookAround, { capture: true, passive: true, signal });
    }
    const asking: Ask = async (request) => {
      try {
        return await ask(request);
      } catch (error) {
        lookAround();
        throw error;
      }
    };

    // The practice page's own copy of this code gives way when it sees this.
    if (site.id === 'practice') document.documentElement.dataset.forethought = 'extension';
    const mode = import.meta.env.MODE === 'e2e' ? 'open' : 'closed';
    const companion = startCompanion({ site, document, signal, mode, ask: asking, openPreview });

    const onMessage = (message: PageMessage, _sender: unknown, reply: (answer: unknown) => void) => {
      if (message.kind === 'whichSite') reply({ site: site.id });
      else if (message.kind === 'stateChanged') {
        companion.adopt(message.state);
        companion.recheck(message.state.dismissed);
      } else if (message.kind === 'openReport') {
        companion.report(message.text);
        reply({ opened: true });
      }
    };
    browser.runtime.onMessage.addListener(onMessage);
    signal.addEventListener('abort', () => {
      if (alive()) browser.runtime.onMessage.removeListener(onMessage);
    });
    asking({ kind: 'place' })
      .then(async ({ read }) => {
        // The district does not want this host to be read.
        if (!read) return stop();
        const state = await asking({ kind: 'hello', site: site.id });
        companion.adopt(state);
        companion.recheck(state.dismissed);
      })
      .catch(() => {});
  },
});
