import { beforeEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { showReceipts } from '../../../extension/entrypoints/popup/receipts';
import type { ReceiptStatus, WithdrawReply } from '../../../extension/messages';

const receipt: ReceiptStatus = {
  receipt: 'r1',
  date: '2026-09-01',
  kind: 'false_alarm',
  labels: ['student_info'],
  state: 'waiting',
  outcome: null,
  message: null,
};

function answer(receipts: ReceiptStatus[], withdrawn: WithdrawReply = { outcome: 'withdrawn' }) {
  return vi
    .spyOn(browser.runtime, 'sendMessage')
    .mockImplementation(((request: { kind: string }) =>
      Promise.resolve(request.kind === 'receipts' ? receipts : withdrawn)) as never);
}

const list = () => document.getElementById('receipts') as HTMLElement;

describe('the list of what was sent', () => {
  beforeEach(() => {
    document.body.innerHTML = '<ul id="receipts"></ul>';
  });

  test.each([
    ['reviewed', 'Reviewed: you were right, fixed in version 7-0a1b2c3d.'],
    ['reviewed', 'Reviewed: kept, because this may reveal a student’s grades.'],
    ['held', 'Your district has to keep this for a legal reason, so it cannot be withdrawn now.'],
    ['waiting', 'One reviewer has looked at this; a second one will.'],
  ] as const)('shows what the service says of one that is %s', async (state, message) => {
    answer([{ ...receipt, state, message }]);
    await showReceipts(null);
    expect(list().textContent).toContain(message);
  });

  test.each([
    ['waiting', true],
    ['reviewed', true],
    ['held', false],
    ['withdrawn', false],
    ['unknown', false],
  ] as const)('offers to withdraw one that is %s: %s', async (state, offered) => {
    answer([{ ...receipt, state }]);
    await showReceipts(null);
    expect(list().querySelector('button') !== null).toBe(offered);
  });

  test.each([
    ['held', /legal reason/],
    ['unknown', /cannot be asked/],
  ] as const)('has words of its own for one that is %s', async (state, words) => {
    answer([{ ...receipt, state }]);
    await showReceipts(null);
    expect(list().textContent).toMatch(words);
  });

  test('says why one cannot be withdrawn now, and keeps the way open', async () => {
    const message = 'Your district has to keep this. It will be deleted when the hold ends.';
    answer([receipt], { outcome: 'refused', message });
    await showReceipts(null);
    const button = list().querySelector('button') as HTMLButtonElement;
    button.click();
    await vi.waitFor(() => expect(list().textContent).toContain(message));
    expect(button.disabled).toBe(false);
  });

  test('shows a message with markup as text', async () => {
    answer([{ ...receipt, state: 'reviewed', message: '<img src=x onerror=alert(1)>' }]);
    await showReceipts(null);
    expect(list().querySelector('img')).toBeNull();
    expect(list().textContent).toContain('<img src=x');
  });
});
