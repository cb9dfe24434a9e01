/** Knows how many cards have opened by themselves today, by reason; in memory until the browser is closed. */
import { browser } from 'wxt/browser';
import { dayOf } from './receipts';

let last: Promise<unknown> = Promise.resolve();

export async function readOpened(): Promise<Record<string, number>> {
  try {
    const { opened } = await browser.storage.session.get('opened');
    const kept = opened as { day: string; reasons: Record<string, number> } | undefined;
    return kept?.day === dayOf(new Date()) ? kept.reasons : {};
  } catch {
    return {};
  }
}

export function noteOpened(reason: string): Promise<unknown> {
  last = last
    .then(async () => {
      const reasons = await readOpened();
      const more = { ...reasons, [reason]: (reasons[reason] ?? 0) + 1 };
      await browser.storage.session.set({ opened: { day: dayOf(new Date()), reasons: more } });
    })
    .catch(() => undefined);
  return last;
}
