/** What is counted, reported and asked for: numbers in batches, hours on this device only, requests to the Principal. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { ALARM, count, readCounts, reportCounts } from '../../../extension/background/counts';
import { requestSite, siteRequests } from '../../../extension/background/requests';
import { changeSettings } from '../../../extension/background/settings';
import { isWorkTimeDue, silenceUntilShiftEnds } from '../../../extension/background/worktime';
import { json, serve } from './service';

const one = { site: 'x.com', label: 'insult', clause: 'respect', event: 'shown' as const };
const hours = { start: '07:30', end: '15:30', breaks: [], holidays: [] };
const schedule = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], ...hours };

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(new Date('2026-11-24T10:00'));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('numbers', () => {
  test('are sums of a day, and wait for a report at a random time', async () => {
    await Promise.all([count(one), count(one), count({ ...one, event: 'edited' })]);
    expect(await readCounts()).toEqual([
      { day: '2026-11-24', ...one, count: 2 },
      { day: '2026-11-24', ...one, event: 'edited', count: 1 },
    ]);
    const alarm = await fakeBrowser.alarms.get(ALARM);
    const minutes = ((alarm?.scheduledTime ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(20);
    expect(minutes).toBeLessThanOrEqual(90);
  });

  test('are reported once each, and the rest later', async () => {
    const asked = serve({ 'POST /v1/counts': () => new Response(null, { status: 204 }) });
    await count(one);
    await reportCounts();
    await count(one);
    await reportCounts();
    await reportCounts();
    const bodies = asked.filter(({ url }) => url.endsWith('/v1/counts')).map(({ body }) => body);
    expect(bodies).toEqual([
      { day: '2026-11-24', counts: [{ ...one, count: 1 }] },
      { day: '2026-11-24', counts: [{ ...one, count: 1 }] },
    ]);
  });

  test('wait while the service is away', async () => {
    serve({});
    await count(one);
    await reportCounts();
    const asked = serve({ 'POST /v1/counts': () => new Response(null, { status: 204 }) });
    await reportCounts();
    expect(asked.at(-1)?.body).toEqual({ day: '2026-11-24', counts: [{ ...one, count: 1 }] });
  });

  test('are lost quietly where there is no room', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    await expect(count(one)).resolves.toBeUndefined();
  });
});

describe('work time', () => {
  test('is due once in 30 minutes on whichever site, and nothing is sent', async () => {
    const asked = serve({});
    expect(await isWorkTimeDue('x.com', schedule)).toBe(true);
    expect(await isWorkTimeDue('facebook.com', schedule)).toBe(false);
    vi.setSystemTime(new Date('2026-11-24T10:31'));
    expect(await isWorkTimeDue('facebook.com', schedule)).toBe(true);
    expect(asked).toEqual([]);
  });

  test('is silent on a site for the job until the shift ends', async () => {
    await silenceUntilShiftEnds('x.com', schedule);
    expect(await isWorkTimeDue('x.com', schedule)).toBe(false);
    expect(await isWorkTimeDue('facebook.com', schedule)).toBe(true);
    vi.setSystemTime(new Date('2026-11-25T10:00'));
    expect(await isWorkTimeDue('x.com', schedule)).toBe(true);
  });

  test("follows one's own hours before the building's", async () => {
    await changeSettings(() => ({ shift: { days: ['tue'], ...hours, start: '11:00' } }));
    expect(await isWorkTimeDue('x.com', schedule)).toBe(false);
    expect(await isWorkTimeDue('x.com', null)).toBe(false);
    vi.setSystemTime(new Date('2026-11-24T11:00'));
    expect(await isWorkTimeDue('x.com', null)).toBe(true);
  });

  test('is never due without hours, and soon again after a clock that was ahead', async () => {
    expect(await isWorkTimeDue('x.com', null)).toBe(false);
    vi.setSystemTime(new Date('2026-12-01T10:00'));
    expect(await isWorkTimeDue('x.com', schedule)).toBe(true);
    vi.setSystemTime(new Date('2026-11-24T10:00'));
    expect(await isWorkTimeDue('x.com', schedule)).toBe(true);
  });
});

describe('a request for a site', () => {
  const request = {
    site: 'facebook.com',
    address: 'https://facebook.com/groups/room12',
    purpose: 'Homework of room 12',
    audience: 'Parents of room 12',
    moderator: 'Ms. Okafor',
  };

  test('goes to the Principal, and its answer is told', async () => {
    const asked = serve({
      'POST /v1/sites/requests': () => json(201, { receipt: 'r-1' }),
      'GET /v1/sites/requests/r-1': () =>
        json(200, { state: 'approved', message: 'Your Principal approved this.', until: null }),
    });
    expect(await requestSite(request)).toEqual({ outcome: 'asked' });
    expect(asked.at(-1)?.body).toEqual({ ...request, follows: null });
    expect(await siteRequests()).toMatchObject([
      { state: 'approved', message: 'Your Principal approved this.' },
    ]);
  });

  test('says why it was not taken, and that the service is away', async () => {
    serve({ 'POST /v1/sites/requests': () => json(429, { detail: 'Ask your Principal in person.' }) });
    expect(await requestSite(request)).toEqual({
      outcome: 'refused',
      message: 'Ask your Principal in person.',
    });
    serve({});
    expect(await requestSite(request)).toMatchObject({ outcome: 'away' });
    expect(await siteRequests()).toEqual([]);
  });
});
