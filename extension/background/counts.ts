/**
 * Knows how often warnings were shown and what became of them: sums of a day, kept on this device for the employee to
 * see, and reported in batches after a random delay, so that no report tells when something was written.
 */
import { browser } from 'wxt/browser';
import type { CountRow } from '../messages';
import { withToken } from './enroll';
import { dayOf } from './receipts';

export const ALARM = 'counts';
const TIMEOUT = 8000;
/** Minutes until a report: between the two, by chance. */
const SOONEST = 20;
const LATEST = 90;
/** Days that the employee can look back; what was not reported by then is forgotten. */
const KEPT = 31;
const LONGEST_BATCH = 200;

interface Row extends CountRow {
  /** How many of them the service has been told of. */
  reported: number;
}

type Counted = Pick<CountRow, 'site' | 'label' | 'clause' | 'event'>;
let last: Promise<unknown> = Promise.resolve();

/** Add one. */
export function count(one: Counted): Promise<void> {
  return inTurn(async () => {
    const day = dayOf(new Date());
    const rows = await readRows();
    const row = rows.find((other) => other.day === day && isSame(other, one));
    if (row) row.count += 1;
    else rows.push({ day, ...pick(one), count: 1, reported: 0 });
    await keep(rows);
    if (!(await browser.alarms.get(ALARM))) {
      const delayInMinutes = SOONEST + Math.random() * (LATEST - SOONEST);
      await browser.alarms.create(ALARM, { delayInMinutes });
    }
  });
}

/** What was counted, newest day first: exactly what is reported. */
export async function readCounts(): Promise<CountRow[]> {
  const rows = await readRows();
  return rows
    .map(({ reported: _, ...row }) => row)
    .sort((a, b) => b.day.localeCompare(a.day) || b.count - a.count);
}

/** Report what the service has not been told of; what cannot be sent waits for the next time. */
export function reportCounts(): Promise<void> {
  return inTurn(async () => {
    const rows = await readRows();
    for (const day of new Set(rows.map((row) => row.day))) {
      const open = rows.filter((row) => row.day === day && row.count > row.reported).slice(0, LONGEST_BATCH);
      if (open.length === 0 || !(await send(day, open))) continue;
      for (const row of open) row.reported = row.count;
      await keep(rows);
    }
  });
}

async function send(day: string, rows: Row[]): Promise<boolean> {
  const counts = rows.map((row) => ({ ...pick(row), count: row.count - row.reported }));
  try {
    const { response } = await withToken(
      (service, signal) => service.POST('/v1/counts', { body: { day, counts }, signal }),
      AbortSignal.timeout(TIMEOUT),
    );
    // What the service does not take now it will not take later either.
    return response.ok || response.status === 422 || response.status === 400;
  } catch {
    return false;
  }
}

async function readRows(): Promise<Row[]> {
  const { counts } = await browser.storage.local.get('counts');
  const oldest = dayOf(new Date(Date.now() - KEPT * 24 * 60 * 60 * 1000));
  return Array.isArray(counts) ? (counts as Row[]).filter(({ day }) => day >= oldest) : [];
}

const keep = (rows: Row[]) => browser.storage.local.set({ counts: rows });
const pick = ({ site, label, clause, event }: Counted) => ({ site, label, clause, event });
const isSame = (one: Counted, other: Counted) =>
  one.site === other.site &&
  one.label === other.label &&
  one.clause === other.clause &&
  one.event === other.event;

function inTurn(act: () => Promise<void>): Promise<void> {
  const next = last.then(act);
  // Full storage costs a number, and nothing else.
  const quiet = next.catch(() => undefined);
  last = quiet;
  return quiet;
}
