/** Knows the list of what was sent, with what became of it. */
import { ask } from '../../background/ask';
import type { Policy, ReceiptStatus } from '../../messages';
import { button, element } from '../../ui/dom';
import { place } from './place';
import { words } from './words';

export async function showReceipts(policy: Policy | null): Promise<void> {
  const receipts = (await ask({ kind: 'receipts' })) ?? [];
  const rows = receipts.map((receipt) => row(receipt, policy));
  const empty = element('li', { class: 'quiet' }, words.noReceipts);
  place('receipts').replaceChildren(...(rows.length > 0 ? rows : [empty]));
}

function row(receipt: ReceiptStatus, policy: Policy | null): HTMLElement {
  const outcome = element('p', { class: 'quiet' }, words.outcome(receipt));
  const withdraw = button(words.withdraw, 'link', () => {
    withdraw.disabled = true;
    void ask({ kind: 'withdrawFlag', receipt: receipt.receipt }).then((reply) => {
      if (reply?.outcome === 'withdrawn') return showReceipts(policy);
      outcome.textContent = reply?.message ?? words.notWithdrawn;
      withdraw.disabled = false;
    });
  });
  withdraw.title = receipt.receipt;
  const about = [words.receipt(receipt), words.labels(receipt, policy)].filter(Boolean).join(' · ');
  const text = element('div', {}, element('p', {}, about), outcome);
  return element('li', { class: 'row' }, text, isWithdrawable(receipt) ? withdraw : null);
}

/** Reviewed or not: it is the employee's to take back, but for a legal hold. */
function isWithdrawable({ state }: ReceiptStatus): boolean {
  return state === 'waiting' || state === 'reviewed';
}
