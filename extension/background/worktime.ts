/** Knows when the notice of work time is due. All of it stays on this device, in memory until the browser is closed. */
import { browser } from 'wxt/browser';
import type { Schedule } from '../messages';
import { isWorkTime, shiftEnd } from '../worktime';
import { readSettings } from './settings';

/** Milliseconds between two notices, on whichever site. */
const EVERY = 30 * 60 * 1000;

interface Kept {
  shown: number;
  /** Sites that are for the job, each until its shift ends. */
  silent: Record<string, number>;
}

/** Whether the notice should be shown now; `building` is what the district's service publishes. */
export async function isWorkTimeDue(site: string, building: Schedule | null): Promise<boolean> {
  const now = new Date();
  const settings = await readSettings();
  if (!isWorkTime(settings.shift ?? building, now)) return false;
  const kept = await read();
  // A clock that was set back must not silence it for longer.
  const since = now.getTime() - kept.shown;
  if ((since >= 0 && since < EVERY) || (kept.silent[site] ?? 0) > now.getTime()) return false;
  await write({ ...kept, shown: now.getTime() });
  return true;
}

/** *This is for my job*: nothing more on this site until the shift ends. */
export async function silenceUntilShiftEnds(site: string, building: Schedule | null): Promise<void> {
  const { shift } = await readSettings();
  const until = shiftEnd(shift ?? building, new Date());
  if (until === null) return;
  const kept = await read();
  await write({ ...kept, silent: { ...kept.silent, [site]: until } });
}

async function read(): Promise<Kept> {
  const { workTime } = await browser.storage.session.get('workTime');
  return (workTime as Kept | undefined) ?? { shown: 0, silent: {} };
}

const write = (kept: Kept) => browser.storage.session.set({ workTime: kept });
