/** Wiring of the popup: state, pause, report, receipts, version, and what is sent. */
import { browser } from 'wxt/browser';
import { ask } from '../../background/ask';
import type { PageMessage } from '../../messages';
import { element } from '../../ui/dom';
import { openPreview } from '../../ui/preview';
import { offerSiteRequest } from './asking';
import { showCounts } from './counted';
import { offerLedger } from './ledger';
import { place } from './place';
import { showReceipts } from './receipts';
import { offerEnrollment, showState } from './state';
import { words } from './words';

interface Front {
  /** The site of the tab in front where posts there are checked, else null. */
  watched: string | null;
  /** Its host name and address as far as the browser tells them. */
  host: string;
  url: string;
}

async function tabInFront(): Promise<Front> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const host = tab?.url && URL.canParse(tab.url) ? new URL(tab.url).hostname.replace(/^www\./, '') : '';
  if (tab?.id === undefined) return { watched: null, host, url: '' };
  const question: PageMessage = { kind: 'whichSite' };
  try {
    const answer: { site: string } | undefined = await browser.tabs.sendMessage(tab.id, question, {
      frameId: 0,
    });
    return { watched: answer?.site ?? null, host: answer?.site ?? host, url: tab.url ?? '' };
  } catch {
    // No content script there: posts on this page are not checked.
    return { watched: null, host, url: tab.url ?? '' };
  }
}

async function start(): Promise<void> {
  const isPage = location.hash === '#report';
  document.body.classList.toggle('page', isPage);
  const [state, front] = await Promise.all([ask({ kind: 'getState' }), tabInFront()]);
  place('sent').replaceChildren(...words.sent(state.serverUrl).map((line) => element('li', {}, line)));
  showState(state, front.watched, null);
  offerLedger();
  offerSiteRequest(front.url);
  offerReport(await ask({ kind: 'takeReport' }), front.host);
  const policy = await ask({ kind: 'getPolicy' });
  offerEnrollment((next) => showState(next, front.watched, policy));
  place('version').textContent = policy ? words.version(policy) : words.noVersion;
  place('change').textContent = words.change(policy?.changeNote ?? null);
  showState(await ask({ kind: 'getState' }), front.watched, policy);
  await showCounts(policy);
  await showReceipts(policy);

  function offerReport(waiting: { text: string; site: string } | null, host: string): void {
    const field = place<HTMLTextAreaElement>('missed');
    if (waiting) field.value = waiting.text;
    if (isPage) field.focus();
    const button = place<HTMLButtonElement>('preview');
    button.addEventListener('click', () => void preview(field, waiting?.site || host));
    // Disabled in index.html until here, so that no early press is lost.
    button.disabled = false;
  }

  async function preview(field: HTMLTextAreaElement, site: string): Promise<void> {
    const text = field.value.trim();
    if (text === '') {
      field.focus();
      return;
    }
    const sent = await openPreview(
      document.body,
      { text, site, findings: [], kind: 'missed' },
      {
        preview: (draft) => ask({ kind: 'previewFlag', text: draft }),
        send: (flag) => ask({ kind: 'sendFlag', flag }),
        policy: () => ask({ kind: 'getPolicy' }),
      },
    );
    if (!sent) return;
    field.value = '';
    await showReceipts(policy);
  }
}

void start();
