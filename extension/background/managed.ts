/**
 * Knows what the district has set by the browser's policy. The policy may be missing, and it may come seconds after the
 * browser has started: so it is read anew whenever it is needed, and never remembered.
 */
import { browser } from 'wxt/browser';
import type { Mode, Pausing, Schedule } from '../messages';
import { scheduleOf } from '../worktime';

/** Only what is set and makes sense; everything else is left to the employee, or to the default. */
export interface Managed {
  serverUrl?: string;
  enrollmentCode?: string;
  schedule?: Schedule;
  sites?: string[];
  mode?: Mode;
  pausing?: Pausing;
}

/** The names of the settings, as they stand in a policy file. */
export const MANAGED_KEYS = ['serverUrl', 'enrollmentCode', 'schedule', 'sites', 'mode', 'pausing'] as const;

export async function readManaged(): Promise<Managed> {
  let found: Record<string, unknown>;
  try {
    found = (await browser.storage.managed.get(null)) ?? {};
  } catch {
    // Firefox says so by an error where there is no policy for this extension.
    return {};
  }
  const { serverUrl, enrollmentCode, schedule, sites, mode, pausing } = found;
  const address = originOf(serverUrl);
  const hours = scheduleOf(schedule);
  return {
    ...(address ? { serverUrl: address } : {}),
    ...(typeof enrollmentCode === 'string' && enrollmentCode !== '' ? { enrollmentCode } : {}),
    ...(hours ? { schedule: hours } : {}),
    ...(Array.isArray(sites) ? { sites: sites.filter((one) => typeof one === 'string') } : {}),
    ...(mode === 'full' || mode === 'quiet' ? { mode } : {}),
    ...(pausing === 'all' || pausing === 'keepSerious' ? { pausing } : {}),
  };
}

/** The origin of an address of the web; null for anything else. */
export function originOf(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  const { protocol, origin } = new URL(value);
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
}
