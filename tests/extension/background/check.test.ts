import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { Checks, TIMEOUT } from '../../../extension/background/check';
import { changeSettings, dismissRule } from '../../../extension/background/settings';
import { ConnectionState } from '../../../extension/background/state';
import { json, serve, silence, verdict } from './service';

const request = { text: 'You idiot', site: 'facebook.com', composer: 'post' as const };
const start = () => {
  const connection = new ConnectionState(() => {});
  return { connection, checks: new Checks(connection) };
};

describe('checking one text', () => {
  beforeEach(() => fakeBrowser.reset());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('asks the service with a token and believes its verdict', async () => {
    const asked = serve({ 'POST /v1/check': () => json(200, verdict) });
    const { checks, connection } = start();
    expect(await checks.check(request, 'a')).toEqual({ outcome: 'checked', verdict });
    expect(asked.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/enroll', '/v1/check']);
    expect(asked[1]).toMatchObject({
      token: 'token-1',
      body: { text: 'You idiot', site: 'facebook.com', kind: 'post' },
    });
    expect((await connection.read()).connection).toBe('checking');
  });

  test('remembers a text for half a minute, in memory only', async () => {
    vi.useFakeTimers();
    const asked = serve({ 'POST /v1/check': () => json(200, verdict) });
    const { checks } = start();
    await checks.check(request, 'a');
    await checks.check(request, 'b');
    expect(asked).toHaveLength(2);
    vi.advanceTimersByTime(31_000);
    await checks.check(request, 'a');
    expect(asked).toHaveLength(3);
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('idiot');
  });

  test('forgets what an older model said', async () => {
    let model = 'old';
    const asked = serve({ 'POST /v1/check': () => json(200, { ...verdict, model }) });
    const { checks } = start();
    await checks.check(request, 'a');
    model = 'new';
    await checks.check({ ...request, text: 'Another text' }, 'a');
    await checks.check(request, 'a');
    expect(asked.filter(({ url }) => url.endsWith('/check'))).toHaveLength(3);
  });

  test('ends an older request of the same composer, and no other', async () => {
    let first = true;
    serve({
      'POST /v1/check': (asked, sent) => {
        if (!first) return json(200, verdict);
        first = false;
        return silence(asked, sent);
      },
    });
    const { checks } = start();
    const older = checks.check(request, 'a');
    await vi.waitFor(() => expect(first).toBe(false));
    const other = checks.check({ ...request, text: 'Another text' }, 'b');
    const newer = checks.check({ ...request, text: 'You idiots' }, 'a');
    expect(await older).toEqual({ outcome: 'superseded' });
    expect(await newer).toMatchObject({ outcome: 'checked' });
    expect(await other).toMatchObject({ outcome: 'checked' });
  });

  test('is away when nobody answers in time', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => {
      expect(time).toBeLessThanOrEqual(5000);
      const controller = new AbortController();
      setTimeout(
        () => controller.abort(new DOMException('late', 'TimeoutError')),
        time === TIMEOUT ? 20 : 5000,
      );
      return controller.signal;
    });
    serve({ 'POST /v1/check': silence });
    const { checks, connection } = start();
    expect(await checks.check(request, 'a')).toMatchObject({ outcome: 'away' });
    expect((await connection.read()).connection).toBe('away');
  });

  test.each([
    ['refuses the connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['is broken', () => json(500, { detail: 'Broken.' })],
    ['is overloaded', () => json(429, { detail: 'Slow down.' })],
    ['answers with a page', () => new Response('<html>', { status: 200 })],
    ['answers nonsense', () => json(200, { severity: 'purple', findings: 'many' })],
    ['answers nothing', () => json(200, null)],
  ])('is away when the service %s', async (_name, reply) => {
    serve({ 'POST /v1/check': reply });
    expect(await start().checks.check(request, 'a')).toMatchObject({ outcome: 'away' });
  });

  test('passes on why a text is refused', async () => {
    serve({ 'POST /v1/check': () => json(422, { detail: 'The site is not a host name.' }) });
    expect(await start().checks.check(request, 'a')).toEqual({
      outcome: 'refused',
      message: 'The site is not a host name.',
    });
  });

  test('sends a long text in windows, and only the edited one again', async () => {
    const asked = serve({ 'POST /v1/check': () => json(200, verdict) });
    const { checks } = start();
    const text = Array.from({ length: 2_500 }, (_, page) => `We read page ${page}. `).join('');
    expect(await checks.check({ ...request, text }, 'a')).toMatchObject({ outcome: 'checked' });
    const texts = () =>
      asked.flatMap(({ url, body }) => (url.endsWith('/check') ? [(body as { text: string }).text] : []));
    expect(
      texts()
        .map((one) => one.length)
        .reduce((sum, one) => sum + one),
    ).toBe(text.length);
    for (const one of texts()) expect(text).toContain(one);
    expect(Math.max(...texts().map((one) => one.length))).toBeLessThanOrEqual(10_000);
    const before = texts().length;
    expect(await checks.check({ ...request, text: `${text}More.` }, 'a')).toMatchObject({
      outcome: 'checked',
    });
    expect(texts().slice(before)).toHaveLength(1);
  });

  test('says so when the service finds a text too long', async () => {
    serve({ 'POST /v1/check': () => json(413, { detail: 'Too long.' }) });
    expect(await start().checks.check(request, 'a')).toMatchObject({ outcome: 'tooLong' });
  });

  test('sends nothing while paused', async () => {
    const asked = serve({});
    await changeSettings(() => ({ pausedUntil: Date.now() + 1000 }));
    expect(await start().checks.check(request, 'a')).toMatchObject({ outcome: 'paused' });
    expect(asked).toHaveLength(0);
  });

  test('leaves out a rule that was turned off on this site', async () => {
    serve({ 'POST /v1/check': () => json(200, verdict) });
    await dismissRule({ site: 'facebook.com', source: 'rule', id: 'insult/idiot' });
    const { checks } = start();
    const here = await checks.check(request, 'a');
    expect(here).toMatchObject({ outcome: 'checked', verdict: { severity: 'clear', findings: [] } });
    const elsewhere = await checks.check({ ...request, site: 'x.com' }, 'a');
    expect(elsewhere).toMatchObject({ verdict: { severity: 'caution' } });
  });

  test('enrolls anew when its token is not known any more', async () => {
    const asked = serve({
      'POST /v1/check': ({ token }) =>
        token === 'token-2' ? json(200, verdict) : json(401, { detail: 'Enroll first.' }),
    });
    await fakeBrowser.storage.local.set({ enrollment: { serverUrl: 'http://127.0.0.1:8787', token: 'old' } });
    const { checks } = start();
    expect(await checks.check(request, 'a')).toMatchObject({ outcome: 'refused' });
    expect(await checks.check(request, 'a')).toMatchObject({ outcome: 'checked' });
    expect(asked.filter(({ url }) => url.endsWith('/enroll'))).toHaveLength(2);
  });

  test('says that a code is needed', async () => {
    serve({ 'POST /v1/enroll': () => json(403, { detail: 'Ask for the code.' }) });
    const { checks, connection } = start();
    expect(await checks.check(request, 'a')).toEqual({ outcome: 'refused', message: 'Ask for the code.' });
    expect((await connection.read()).connection).toBe('needsCode');
  });

  test('never sends a token to another address', async () => {
    await fakeBrowser.storage.local.set({
      enrollment: { serverUrl: 'http://127.0.0.1:9999', token: 'other' },
    });
    const asked = serve({ 'POST /v1/check': () => json(200, verdict) });
    await start().checks.check(request, 'a');
    expect(asked.some(({ token }) => token === 'other')).toBe(false);
  });
});
