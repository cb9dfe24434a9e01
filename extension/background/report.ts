/** Knows the context menu *Report a missed risk*: in the page where it can be, else on the report page. */
import { browser } from 'wxt/browser';
import { askPage } from './tabs';

export const REPORT = 'report-missed';
/** Milliseconds that a sentence waits for the report page. */
const WAITS = 60_000;

interface Report {
  text: string;
  site: string;
}

interface Click {
  menuItemId: string | number;
  selectionText?: string | undefined;
  pageUrl?: string | undefined;
}

/** Browsers keep the menu between sessions, so it is made once, on installation. */
export async function addMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: REPORT,
    title: browser.i18n.getMessage('reportMissed') || 'Report a missed risk',
    contexts: ['selection'],
  });
}

export class Reports {
  /** In memory only: the sentence is not masked yet. */
  private waiting: (Report & { until: number }) | null = null;

  async open(click: Click, tabId: number | undefined): Promise<void> {
    const text = click.selectionText?.trim() ?? '';
    if (click.menuItemId !== REPORT || text === '') return;
    const page = tabId === undefined ? null : await askPage(tabId, { kind: 'openReport', text });
    if (page?.opened) return;
    this.waiting = { text, site: siteOf(click.pageUrl), until: Date.now() + WAITS };
    await browser.tabs.create({ url: browser.runtime.getURL('/popup.html#report') });
  }

  /** The sentence that waits, once. */
  take(): Report | null {
    const report = this.waiting;
    this.waiting = null;
    return report && report.until >= Date.now() ? { text: report.text, site: report.site } : null;
  }
}

function siteOf(pageUrl: string | undefined): string {
  return pageUrl !== undefined && URL.canParse(pageUrl)
    ? new URL(pageUrl).hostname.replace(/^www\./, '')
    : '';
}
