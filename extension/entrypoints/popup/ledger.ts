/** Knows the ledger: every request that has left this device since the browser was started, without its text. */
import { ask } from '../../background/ask';
import type { Sent } from '../../messages';
import { element } from '../../ui/dom';
import { place } from './place';
import { words } from './words';

/** Filled when it is opened, so that it shows what is true then. */
export function offerLedger(): void {
  const box = place<HTMLDetailsElement>('ledger-box');
  box.addEventListener('toggle', () => {
    if (box.open) void show();
  });
}

async function show(): Promise<void> {
  const rows = (await ask({ kind: 'ledger' })) ?? [];
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  place('ledger-sum').textContent = words.ledgerSum(rows.length, total);
  place('ledger').replaceChildren(...rows.map(row));
}

function row({ at, what, site, bytes, status }: Sent): HTMLElement {
  const cells = [words.time(at), words.what(what), site || '–', words.bytes(bytes), words.status(status)];
  return element('tr', {}, ...cells.map((cell) => element('td', {}, cell)));
}
