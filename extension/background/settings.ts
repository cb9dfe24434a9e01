/**
 * Knows what holds on this device: what the district has set by policy, else what the employee has chosen, else the
 * default. Only the employee's own choices are kept, never a text.
 */
import { browser } from 'wxt/browser';
import type {
  DismissedRule,
  Effective,
  Mode,
  OwnSettings,
  PausedUntil,
  Pausing,
  Schedule,
} from '../messages';
import { scheduleOf } from '../worktime';
import { type Managed, originOf, readManaged } from './managed';

/** A service on this computer, or the address that the package was built for. */
export const DEFAULT_SERVER = originOf(import.meta.env.WXT_SERVER) ?? 'http://127.0.0.1:8787';
/** No pause is longer than this: a clock that was wrong when it began must not keep it for ever. */
const LONGEST_PAUSE = 36 * 60 * 60 * 1000;

export interface Settings {
  serverUrl: string;
  enrollmentCode: string | null;
  pausedUntil: PausedUntil;
  /** Sites on which the employee wants nothing checked, until it is turned on again. */
  pausedSites: string[];
  pausing: Pausing;
  mode: Mode;
  privateWindows: boolean;
  /** The employee's own hours, else the district's by browser policy; null where only the service can tell. */
  shift: Schedule | null;
  dismissed: DismissedRule[];
}

/** Settings as they hold now; whatever is missing or malformed takes its default. */
export async function readSettings(): Promise<Settings> {
  const [own, managed] = await Promise.all([readOwn(), readManaged()]);
  return {
    serverUrl: managed.serverUrl ?? own.serverUrl ?? DEFAULT_SERVER,
    enrollmentCode: managed.enrollmentCode ?? null,
    pausedUntil: own.pausedUntil,
    pausedSites: own.pausedSites,
    pausing: managed.pausing ?? 'all',
    mode: managed.mode ?? own.mode ?? 'full',
    privateWindows: own.privateWindows,
    shift: own.shift ?? managed.schedule ?? null,
    dismissed: own.dismissed,
  };
}

/** Each setting with its source, for the options page. The code itself is not told. */
export async function readEffective(): Promise<Effective> {
  const [own, managed] = await Promise.all([readOwn(), readManaged()]);
  const settings = await readSettings();
  const from = (name: keyof Managed, chosen: boolean) =>
    managed[name] !== undefined ? 'district' : chosen ? 'you' : 'default';
  return {
    serverUrl: { value: settings.serverUrl, source: from('serverUrl', own.serverUrl !== null) },
    mode: { value: settings.mode, source: from('mode', own.mode !== null) },
    pausing: { value: settings.pausing, source: from('pausing', false) },
    privateWindows: { value: own.privateWindows, source: own.privateWindows ? 'you' : 'default' },
    // One's own shift stands over the building's.
    shift: { value: settings.shift, source: own.shift ? 'you' : from('schedule', false) },
    enrollmentCode: { value: settings.enrollmentCode !== null, source: from('enrollmentCode', false) },
    sites: { value: managed.sites ?? [], source: from('sites', false) },
  };
}

interface Own extends OwnSettings {
  pausedUntil: PausedUntil;
  pausedSites: string[];
  dismissed: DismissedRule[];
}

async function readOwn(): Promise<Own> {
  const { settings } = await browser.storage.local.get('settings');
  const stored = (typeof settings === 'object' && settings !== null ? settings : {}) as Record<
    string,
    unknown
  >;
  const { dismissed, pausedSites, mode } = stored;
  return {
    serverUrl: originOf(stored.serverUrl),
    pausedUntil: pauseOf(stored.pausedUntil),
    pausedSites: Array.isArray(pausedSites) ? pausedSites.filter((site) => typeof site === 'string') : [],
    mode: mode === 'full' || mode === 'quiet' ? mode : null,
    privateWindows: stored.privateWindows === true,
    shift: scheduleOf(stored.shift),
    dismissed: Array.isArray(dismissed) ? dismissed.filter(isDismissedRule) : [],
  };
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Change one's own settings; changes come one after the other, so that none is lost.
 *
 * @throws where the browser cannot keep them (no room left).
 */
export function changeSettings(change: (own: Own) => Partial<Own>): Promise<Settings> {
  const next = last.then(async () => {
    const own = await readOwn();
    await browser.storage.local.set({ settings: { ...own, ...change(own) } });
    return readSettings();
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

/** Pause on one site until it is turned on again. */
export function pauseSite(site: string, paused: boolean): Promise<Settings> {
  return changeSettings(({ pausedSites }) => ({
    pausedSites: [...pausedSites.filter((other) => other !== site), ...(paused ? [site] : [])],
  }));
}

export function isPaused({ pausedUntil, pausedSites }: Settings, site: string): boolean {
  return (pausedUntil !== null && pausedUntil > Date.now()) || pausedSites.includes(site);
}

function isSame(one: DismissedRule, other: DismissedRule): boolean {
  return one.site === other.site && one.source === other.source && one.id === other.id;
}

function pauseOf(value: unknown): PausedUntil {
  const left = typeof value === 'number' ? value - Date.now() : 0;
  return typeof value === 'number' && left > 0 && left <= LONGEST_PAUSE ? value : null;
}

function isDismissedRule(value: unknown): value is DismissedRule {
  if (typeof value !== 'object' || value === null) return false;
  const { site, source, id } = value as Partial<DismissedRule>;
  return typeof site === 'string' && typeof id === 'string' && (source === 'rule' || source === 'classifier');
}
