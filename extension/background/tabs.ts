/** Knows the tabs: which of them are watched, what their icons say, and how to tell them of a change. */
import { browser } from 'wxt/browser';
import type { PageMessage, PageReplies, State } from '../messages';
import { lookOf, showLook } from './icon';

type PageReply<K extends PageMessage['kind']> = PageReplies[K];

/** Ask the content script of a tab; null where there is none. */
export async function askPage<K extends PageMessage['kind']>(
  tabId: number,
  message: Extract<PageMessage, { kind: K }>,
): Promise<PageReply<K> | null> {
  try {
    const reply: PageReply<K> | undefined = await browser.tabs.sendMessage(tabId, message, { frameId: 0 });
    return reply ?? null;
  } catch {
    return null;
  }
}

/** A content script has started: from now on the icon of its tab speaks for it. */
export async function greet(tabId: number, site: string | null, state: State): Promise<void> {
  await showLook(lookOf(state, site), tabId);
}

/** Bring every icon up to date, and the pages too where `tell` is set. */
export async function showEverywhere(state: State, tell: boolean): Promise<void> {
  await showLook(lookOf(state, null));
  const tabs = await browser.tabs.query({});
  await Promise.all(tabs.map(({ id }) => (id === undefined ? undefined : showOn(id, state, tell))));
}

async function showOn(tabId: number, state: State, tell: boolean): Promise<void> {
  const page = await askPage(tabId, { kind: 'whichSite' });
  if (page === null) return;
  await showLook(lookOf(state, page.site), tabId);
  if (tell) await askPage(tabId, { kind: 'stateChanged', state });
}
