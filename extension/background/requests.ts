/** Knows how an employee asks the Principal for leave to use a site for class or team, and what became of it. */
import { browser } from 'wxt/browser';
import { detailOf } from '../api/client';
import type { SiteAsked, SiteReply, SiteRequest } from '../messages';
import { NotEnrolled, withToken } from './enroll';
import { dayOf } from './receipts';

const TIMEOUT = 8000;
const KEPT = 20;
const say = {
  away: 'The service cannot be reached: nothing was asked. Try again later.',
  refused: 'The service did not take it: nothing was asked.',
};

type Kept = Pick<SiteAsked, 'receipt' | 'address' | 'date'>;

export async function requestSite(request: SiteRequest): Promise<SiteReply> {
  try {
    const { data, error, response } = await withToken(
      (service, signal) =>
        service.POST('/v1/sites/requests', { body: { ...request, follows: null }, signal }),
      AbortSignal.timeout(TIMEOUT),
    );
    if (typeof data?.receipt === 'string') {
      const one = { receipt: data.receipt, address: request.address, date: dayOf(new Date()) };
      await browser.storage.local.set({ siteRequests: [one, ...(await read())].slice(0, KEPT) });
      return { outcome: 'asked' };
    }
    if (response.status >= 500 || response.ok) return { outcome: 'away', message: say.away };
    return { outcome: 'refused', message: detailOf(error) ?? say.refused };
  } catch (cause) {
    const message = cause instanceof NotEnrolled ? cause.message : say.away;
    return { outcome: cause instanceof NotEnrolled ? 'refused' : 'away', message };
  }
}

/** Newest first, each with its state as the service tells it now. */
export async function siteRequests(): Promise<SiteAsked[]> {
  return Promise.all((await read()).map(stateOf));
}

async function stateOf(one: Kept): Promise<SiteAsked> {
  try {
    const { data } = await withToken(
      (service, signal) =>
        service.GET('/v1/sites/requests/{receipt}', { params: { path: { receipt: one.receipt } }, signal }),
      AbortSignal.timeout(TIMEOUT),
    );
    return { ...one, state: data?.state ?? 'unknown', message: data?.message ?? null };
  } catch {
    return { ...one, state: 'unknown', message: null };
  }
}

async function read(): Promise<Kept[]> {
  const { siteRequests: kept } = await browser.storage.local.get('siteRequests');
  return Array.isArray(kept) ? (kept as Kept[]) : [];
}
