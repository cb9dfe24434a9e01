/** Knows how the toolbar icon of a tab says whether posts are checked there. Silence must not look like safety. */
import { browser } from 'wxt/browser';
import type { State } from '../messages';

const SIZES = [16, 32, 48];
const pathsOf = (folder: string) => Object.fromEntries(SIZES.map((size) => [size, `/${folder}/${size}.png`]));
const ON = pathsOf('icon');
const OFF = pathsOf('icon-off');
const AMBER = '#9a6700';
const INK = '#4b5263';

interface Look {
  on: boolean;
  title: string;
  badge: string;
}

/** What the icon of a tab says; `site` is null where no composer is watched. */
export function lookOf(state: State, site: string | null): Look {
  if (state.pausedUntil !== null && state.pausedUntil > Date.now()) {
    return { on: false, title: `Forethought: paused until ${timeOf(state.pausedUntil)}`, badge: '–' };
  }
  if (site !== null && state.pausedSites.includes(site)) {
    return { on: false, title: `Forethought: paused on ${site}`, badge: '–' };
  }
  if (site === null) return { on: false, title: 'Forethought: not checked on this site', badge: '' };
  if (state.connection === 'away') {
    return { on: false, title: 'Forethought: service cannot be reached, nothing is checked', badge: '!' };
  }
  if (state.connection === 'needsCode') {
    return { on: false, title: 'Forethought: needs your district’s code, nothing is checked', badge: '!' };
  }
  if (state.connection === 'refused') {
    return {
      on: false,
      title: 'Forethought: the service refuses this browser, nothing is checked',
      badge: '!',
    };
  }
  const where = site === 'practice' ? 'the practice page' : site;
  return { on: true, title: `Forethought: checking on ${where}`, badge: '' };
}

/** Show a look on one tab, or as the look of every tab that has none of its own. */
export async function showLook(look: Look, tabId?: number): Promise<void> {
  const tab = tabId === undefined ? {} : { tabId };
  try {
    await Promise.all([
      browser.action.setIcon({ path: look.on ? ON : OFF, ...tab }),
      browser.action.setTitle({ title: look.title, ...tab }),
      browser.action.setBadgeText({ text: look.badge, ...tab }),
      browser.action.setBadgeBackgroundColor({ color: look.badge === '!' ? AMBER : INK, ...tab }),
    ]);
  } catch {
    // The tab was closed meanwhile.
  }
}

function timeOf(time: number): string {
  return new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
