/** Knows how a masked example goes to the reviewers, and what became of it. */
import { detailOf } from '../api/client';
import type { Flag, MaskKind, Receipt, ReceiptStatus, SendReply, WithdrawReply } from '../messages';
import { NotEnrolled, withToken } from './enroll';
import { mask } from './mask';
import { dayOf, keepReceipt, readReceipts } from './receipts';

const TIMEOUT = 8000;
/** Receipts whose state is asked for at once. */
const ASKED = 20;
/** Never sent readable, whatever the preview allowed. */
const HARD: ReadonlySet<MaskKind> = new Set(['PHONE', 'SSN', 'EMAIL', 'CARD', 'ADDRESS', 'URL', 'HANDLE']);

const say = {
  readable:
    'Nothing was sent: a phone number, an address or the like can still be read in it. Take it out and send again.',
  away: 'The service cannot be reached: nothing was sent. Try again later.',
  refused: 'The service did not take it: nothing was sent.',
  kept: 'The service did not withdraw it.',
  gone: 'The service cannot be reached: nothing was withdrawn. Try again later.',
};

/** Send what the preview showed. The receipt is kept on this device. */
export async function sendFlag(flag: Flag): Promise<SendReply> {
  if (isReadable(flag.text) || isReadable(flag.note)) return { outcome: 'refused', message: say.readable };
  try {
    const { data, error, response } = await withToken(
      (service, signal) => service.POST('/v1/flags', { body: flag, signal }),
      AbortSignal.timeout(TIMEOUT),
      flag.site,
    );
    if (typeof data?.receipt === 'string') {
      const { kind, labels } = flag;
      await keepReceipt({ receipt: data.receipt, date: dayOf(new Date()), kind, labels });
      return { outcome: 'sent', receipt: data.receipt, state: data.state ?? 'waiting' };
    }
    return failed(response.status, error, say.refused, say.away);
  } catch (cause) {
    return thrown(cause, say.away);
  }
}

/** Receipts, newest first, each with its state as the service tells it now. */
export async function receiptStatuses(): Promise<ReceiptStatus[]> {
  const receipts = await readReceipts();
  return Promise.all(receipts.map((receipt, at) => (at < ASKED ? statusOf(receipt) : unknown(receipt))));
}

/** Have the service delete what was sent. */
export async function withdrawFlag(receipt: string): Promise<WithdrawReply> {
  try {
    const { data, error, response } = await withToken(
      (service, signal) => service.DELETE('/v1/flags/{receipt}', { params: { path: { receipt } }, signal }),
      AbortSignal.timeout(TIMEOUT),
    );
    if (response.ok && data?.state === 'withdrawn') return { outcome: 'withdrawn' };
    if (response.ok) return { outcome: 'refused', message: data?.message ?? say.kept };
    return failed(response.status, error, say.kept, say.gone);
  } catch (cause) {
    return thrown(cause, say.gone);
  }
}

async function statusOf(receipt: Receipt): Promise<ReceiptStatus> {
  try {
    const { data } = await withToken(
      (service, signal) =>
        service.GET('/v1/flags/{receipt}', { params: { path: { receipt: receipt.receipt } }, signal }),
      AbortSignal.timeout(TIMEOUT),
    );
    if (!data) return unknown(receipt);
    return { ...receipt, state: data.state, outcome: data.outcome ?? null, message: data.message ?? null };
  } catch {
    return unknown(receipt);
  }
}

function unknown(receipt: Receipt): ReceiptStatus {
  return { ...receipt, state: 'unknown', outcome: null, message: null };
}

function isReadable(text: string): boolean {
  return mask(text).tokens.some(({ kind }) => HARD.has(kind));
}

interface Failure {
  outcome: 'away' | 'refused';
  message: string;
}

function failed(status: number, error: unknown, refused: string, away: string): Failure {
  const isRefused = status >= 400 && status < 500;
  return isRefused
    ? { outcome: 'refused', message: detailOf(error) ?? refused }
    : { outcome: 'away', message: away };
}

function thrown(cause: unknown, away: string): Failure {
  return cause instanceof NotEnrolled
    ? { outcome: 'refused', message: cause.message }
    : { outcome: 'away', message: away };
}
