/** Knows today's count, and the list of numbers that this browser reports: the employee sees all of them. */
import { ask } from '../../background/ask';
import { dayOf } from '../../background/receipts';
import type { CountRow, Policy } from '../../messages';
import { element } from '../../ui/dom';
import { place } from './place';
import { words } from './words';

export async function showCounts(policy: Policy | null): Promise<void> {
  const rows = (await ask({ kind: 'counts' })) ?? [];
  const today = rows.filter(({ day }) => day === dayOf(new Date()));
  const sum = (event: CountRow['event']) =>
    today.filter((row) => row.event === event).reduce((total, { count }) => total + count, 0);
  place('today').textContent = words.today(sum('shown'), sum('edited'), sum('posted'));
  const empty = element('li', { class: 'quiet' }, words.noCounts);
  const lines = rows.map((row) => element('li', {}, words.counted(row, policy)));
  place('counts').replaceChildren(...(lines.length > 0 ? lines : [empty]));
}
