/** Knows the receipts of what was sent: kept on this device with day, kind and labels, never with the text. */
import { browser } from 'wxt/browser';
import type { Receipt } from '../messages';

const KEPT = 200;

/** Newest first. */
export async function readReceipts(): Promise<Receipt[]> {
  const { receipts } = await browser.storage.local.get('receipts');
  return Array.isArray(receipts) ? receipts.filter(isReceipt) : [];
}

export async function keepReceipt(receipt: Receipt): Promise<void> {
  const receipts = await readReceipts();
  await browser.storage.local.set({ receipts: [receipt, ...receipts].slice(0, KEPT) });
}

/** The day of a moment where the employee is, YYYY-MM-DD. */
export function dayOf(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function isReceipt(value: unknown): value is Receipt {
  if (typeof value !== 'object' || value === null) return false;
  const { receipt, date, kind, labels } = value as Partial<Receipt>;
  return [receipt, date, kind].every((one) => typeof one === 'string') && Array.isArray(labels);
}
