/** Puts the parts of the background together and listens to the browser. */
import { browser } from 'wxt/browser';
import { answer, answersOf } from './answer';
import { Checks } from './check';
import { ALARM, reportCounts } from './counts';
import { followPlaces } from './places';
import { addMenu, Reports } from './report';
import { readSettings } from './settings';
import { ConnectionState } from './state';
import { showEverywhere } from './tabs';

export function startBackground(): void {
  let away = false;
  const connection = new ConnectionState(() => {
    void connection.read().then((state) => {
      // Pages ask again when the service is back; while it is away there is nothing to ask.
      const back = away && state.connection === 'checking';
      away = state.connection !== 'checking' && state.connection !== 'ready';
      return showEverywhere(state, back);
    });
  });
  const checks = new Checks(connection);
  const reports = new Reports();
  const answers = answersOf({ checks, connection, reports });

  browser.runtime.onMessage.addListener((message, sender, reply) => {
    const own = sender.url?.startsWith(browser.runtime.getURL('/')) ?? false;
    const pending = answer(answers, message, {
      tabId: sender.tab?.id ?? null,
      own,
      inPrivate: sender.tab?.incognito ?? false,
      address: sender.url ?? null,
    });
    if (pending === null) return false;
    pending.then(reply, (error: unknown) => {
      // Names and reasons only: an error of ours never carries a draft.
      console.error(
        'Forethought could not answer a message:',
        error instanceof Error ? error.name : 'unknown',
      );
      reply(null);
    });
    // The browser keeps the reply open.
    return true;
  });
  browser.contextMenus.onClicked.addListener((click, tab) => void reports.open(click, tab?.id));
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void addMenu();
    if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void reportCounts();
  });
  // The district's policy may come seconds after the browser has started, and change while it runs.
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area !== 'managed') return;
    connection.set('ready');
    void connection.read().then((state) => showEverywhere(state, true));
  });
  const showAll = async () => showEverywhere(await connection.read(), false);
  void showAll();
  followPlaces();
  void wakeAtEndOfPause();

  /** The icons say so when a pause is over, if the worker lives that long; if not, the next message does. */
  async function wakeAtEndOfPause(): Promise<void> {
    const { pausedUntil } = await readSettings();
    if (pausedUntil !== null) setTimeout(() => void showAll(), pausedUntil - Date.now() + 100);
  }
}
