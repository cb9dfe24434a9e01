/** Whatever goes wrong with the service or the browser's storage ends as an outcome; typing and posting never hear of it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { Checks } from '../../../extension/background/check';
import { readLedger } from '../../../extension/background/ledger';
import { ConnectionState } from '../../../extension/background/state';
import { json, serve, silence, verdict } from './service';

const check = { text: 'You idiot, Maria', site: 'x.com', composer: 'post' as const };
const fault: Record<string, () => Response | Promise<Response>> = {
  'an error of the service': () => json(500, { detail: 'down' }),
  'an overloaded service': () => json(429, {}),
  'an answer that is no JSON': () =>
    new Response('<html>', { headers: { 'Content-Type': 'application/json' } }),
  'an answer of another shape': () => json(200, { hello: 'world' }),
  'an empty answer': () => new Response(null, { status: 200 }),
  'a huge answer': () => json(200, { ...verdict, model: 'x'.repeat(1_100_000) }),
  'a connection that breaks': () => Promise.reject(new TypeError('Failed to fetch')),
};

async function once() {
  const connection = new ConnectionState(() => {});
  const reply = await new Checks(connection).check(check, 'a');
  return { reply, state: await connection.read() };
}

describe('a check', () => {
  beforeEach(() => fakeBrowser.reset());
  afterEach(() => vi.unstubAllGlobals());

  test.each(Object.keys(fault))('ends as away after %s', async (name) => {
    serve({ 'POST /v1/check': () => fault[name]?.() ?? json(500, {}) });
    const { reply, state } = await once();
    expect(reply.outcome).toBe('away');
    expect(state.connection).toBe('away');
  });

  test('ends as away when nothing answers in time', async () => {
    vi.useFakeTimers();
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), ms);
      return controller.signal;
    });
    serve({ 'POST /v1/check': silence });
    const pending = once();
    await vi.advanceTimersByTimeAsync(3000);
    expect((await pending).reply.outcome).toBe('away');
    vi.useRealTimers();
  });

  test('goes on with a full storage: the token serves until the worker stops', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    const asked = serve({ 'POST /v1/check': () => json(200, verdict) });
    expect((await once()).reply.outcome).toBe('checked');
    expect((await once()).reply.outcome).toBe('checked');
    expect(asked.filter(({ url }) => url.endsWith('/v1/enroll')).length).toBeLessThanOrEqual(1);
  });

  test('enrolls again when its token was revoked, and says so when it may not', async () => {
    serve({ 'POST /v1/check': ({ token }) => (token === 'token-1' ? json(200, verdict) : json(401, {})) });
    await fakeBrowser.storage.local.set({
      enrollment: { serverUrl: 'http://127.0.0.1:8787', token: 'revoked' },
    });
    expect((await once()).reply.outcome).toBe('checked');
    serve({
      'POST /v1/check': () => json(401, {}),
      'POST /v1/enroll': () => json(403, { detail: 'Ask your district for its code.' }),
    });
    const { reply, state } = await once();
    expect(reply).toEqual({ outcome: 'refused', message: 'Ask your district for its code.' });
    expect(state.connection).toBe('needsCode');
  });

  test('is written down with time, site and size, and without its text', async () => {
    serve({ 'POST /v1/check': () => json(200, verdict) });
    await once();
    await vi.waitFor(async () => expect(await readLedger()).not.toEqual([]));
    await vi.waitFor(async () => expect((await readLedger())[0]?.what).toBe('POST /v1/check'));
    const [row] = await readLedger();
    expect(row).toMatchObject({ site: 'x.com', status: 200 });
    expect(row?.bytes).toBeGreaterThan(check.text.length);
    const everything = JSON.stringify([
      await fakeBrowser.storage.session.get(null),
      await fakeBrowser.storage.local.get(null),
    ]);
    expect(everything).not.toContain('Maria');
  });
});
