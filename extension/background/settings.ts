/** Knows what is kept on this device between sessions: settings and receipts, never a text. */
import { browser } from 'wxt/browser';
import type { DismissedRule, PausedUntil } from '../messages';

export const DEFAULT_SERVER = 'http://127.0.0.1:8787';

export interface Settings {
  serverUrl: string;
  pausedUntil: PausedUntil;
  dismissed: DismissedRule[];
}

/** Settings as stored; whatever is missing or malformed takes its default. */
export async function readSettings(): Promise<Settings> {
  const { settings } = await browser.storage.local.get('settings');
  const stored = (typeof settings === 'object' && settings !== null ? settings : {}) as Partial<Settings>;
  return {
    serverUrl: addressOf(stored.serverUrl),
    pausedUntil: pauseOf(stored.pausedUntil),
    dismissed: Array.isArray(stored.dismissed) ? stored.dismissed.filter(isDismissedRule) : [],
  };
}

let last: Promise<unknown> = Promise.resolve();

/** Change settings; changes come one after the other, so that none is lost. */
export function changeSettings(change: (settings: Settings) => Partial<Settings>): Promise<Settings> {
  const next = last.then(async () => {
    const settings = await readSettings();
    const changed = { ...settings, ...change(settings) };
    await browser.storage.local.set({ settings: changed });
    return changed;
  });
  last = next.catch(() => undefined);
  return next;
}

/** Leave the findings of one rule out on one site. */
export function dismissRule(rule: DismissedRule): Promise<Settings> {
  return changeSettings(({ dismissed }) => ({
    dismissed: [...dismissed.filter((other) => !isSame(other, rule)), rule],
  }));
}

/** Show the findings of that rule again. */
export function undoDismissRule(rule: DismissedRule): Promise<Settings> {
  return changeSettings(({ dismissed }) => ({
    dismissed: dismissed.filter((other) => !isSame(other, rule)),
  }));
}

export function isPaused({ pausedUntil }: Settings): boolean {
  return pausedUntil !== null && pausedUntil > Date.now();
}

function isSame(one: DismissedRule, other: DismissedRule): boolean {
  return one.site === other.site && one.source === other.source && one.id === other.id;
}

function addressOf(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value)) return DEFAULT_SERVER;
  const { protocol, origin } = new URL(value);
  return protocol === 'http:' || protocol === 'https:' ? origin : DEFAULT_SERVER;
}

function pauseOf(value: unknown): PausedUntil {
  return typeof value === 'number' && value > Date.now() ? value : null;
}

function isDismissedRule(value: unknown): value is DismissedRule {
  if (typeof value !== 'object' || value === null) return false;
  const { site, source, id } = value as Partial<DismissedRule>;
  return typeof site === 'string' && typeof id === 'string' && (source === 'rule' || source === 'classifier');
}
