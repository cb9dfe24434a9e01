/** The district's policy: it may be missing, come late, or make no sense. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { Checks } from '../../../extension/background/check';
import {
  changeSettings,
  DEFAULT_SERVER,
  readEffective,
  readSettings,
} from '../../../extension/background/settings';
import { ConnectionState } from '../../../extension/background/state';
import { json, serve, verdict } from './service';

const managed = (values: Record<string, unknown>) =>
  vi.spyOn(fakeBrowser.storage.managed, 'get').mockImplementation(async () => values);

describe('the policy of the district', () => {
  beforeEach(() => fakeBrowser.reset());
  afterEach(() => vi.unstubAllGlobals());

  test('stands over what the employee has chosen, and says so', async () => {
    await changeSettings(() => ({ serverUrl: 'http://localhost:9000', mode: 'full' }));
    managed({ serverUrl: 'https://forethought.example.org/', mode: 'quiet', pausing: 'keepSerious' });
    expect(await readSettings()).toMatchObject({
      serverUrl: 'https://forethought.example.org',
      mode: 'quiet',
    });
    const effective = await readEffective();
    expect(effective.serverUrl).toEqual({ value: 'https://forethought.example.org', source: 'district' });
    expect(effective.pausing).toEqual({ value: 'keepSerious', source: 'district' });
    expect(effective.privateWindows.source).toBe('default');
  });

  test('is missed quietly where there is none', async () => {
    vi.spyOn(fakeBrowser.storage.managed, 'get').mockRejectedValue(
      new Error('Managed storage manifest not found'),
    );
    expect((await readSettings()).serverUrl).toBe(DEFAULT_SERVER);
  });

  test('holds from the moment at which it arrives', async () => {
    const values: Record<string, unknown> = {};
    managed(values);
    expect((await readEffective()).serverUrl.source).toBe('default');
    values.serverUrl = 'https://forethought.example.org';
    values.enrollmentCode = 'blue-door';
    expect((await readEffective()).serverUrl.source).toBe('district');
    const asked = serve({ 'POST /v1/check': () => json(200, verdict) });
    const check = { text: 'You idiot', site: 'x.com', composer: 'post' as const };
    await new Checks(new ConnectionState(() => {})).check(check, 'a');
    expect(asked.map(({ url }) => new URL(url).origin)).toEqual([
      'https://forethought.example.org',
      'https://forethought.example.org',
    ]);
    expect(asked[0]?.body).toEqual({ code: 'blue-door' });
  });

  test.each([
    { serverUrl: 'file:///etc/passwd' },
    { serverUrl: 7, mode: 'loud', pausing: 'never', sites: 'x', schedule: 'always', enrollmentCode: '' },
  ])('is not believed where it makes no sense: %j', async (values) => {
    const plain = await readSettings();
    managed(values);
    expect(await readSettings()).toEqual(plain);
  });

  test('keeps a pause from silencing what is serious', async () => {
    const serious = { ...verdict.findings[0], severity: 'serious' };
    const both = { ...verdict, severity: 'serious', findings: [verdict.findings[0], serious] };
    serve({ 'POST /v1/check': () => json(200, both) });
    await changeSettings(() => ({ pausedUntil: Date.now() + 60_000 }));
    const check = { text: 'You idiot', site: 'x.com', composer: 'post' as const };
    const checks = new Checks(new ConnectionState(() => {}));
    expect(await checks.check(check, 'a')).toMatchObject({ outcome: 'paused' });
    managed({ pausing: 'keepSerious' });
    const reply = await checks.check(check, 'a');
    expect(reply).toMatchObject({ outcome: 'checked', verdict: { severity: 'serious', notices: [] } });
    expect(reply.outcome === 'checked' && reply.verdict.findings).toHaveLength(1);
  });
});
