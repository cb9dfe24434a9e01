import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { lookOf } from '../../../extension/background/icon';
import {
  changeSettings,
  DEFAULT_SERVER,
  dismissRule,
  isPaused,
  pauseSite,
  readSettings,
  undoDismissRule,
} from '../../../extension/background/settings';
import type { State } from '../../../extension/messages';

const rule = { site: 'x.com', source: 'rule' as const, id: 'profanity/words' };

describe('settings', () => {
  beforeEach(() => fakeBrowser.reset());

  test('take their defaults where nothing sensible is stored', async () => {
    const plain = {
      serverUrl: DEFAULT_SERVER,
      enrollmentCode: null,
      pausedUntil: null,
      pausedSites: [],
      pausing: 'all',
      mode: 'full',
      privateWindows: false,
      shift: null,
      dismissed: [],
    };
    expect(await readSettings()).toEqual(plain);
    const settings = { serverUrl: 'ftp://example.org', pausedUntil: 'soon', dismissed: [null, { site: 1 }] };
    await fakeBrowser.storage.local.set({ settings });
    expect(await readSettings()).toEqual(plain);
  });

  test('keep changes made at the same time', async () => {
    const until = Date.now() + 1000;
    await Promise.all([
      dismissRule(rule),
      changeSettings(() => ({ pausedUntil: until })),
      dismissRule(rule),
      dismissRule({ ...rule, site: 'facebook.com' }),
    ]);
    expect(await readSettings()).toMatchObject({
      pausedUntil: until,
      dismissed: [rule, { ...rule, site: 'facebook.com' }],
    });
  });

  test('bring a rule back', async () => {
    await dismissRule(rule);
    expect((await undoDismissRule({ ...rule })).dismissed).toEqual([]);
  });

  test('do not believe a pause that a wrong clock has made', async () => {
    await changeSettings(() => ({ pausedUntil: Date.now() + 400 * 24 * 60 * 60 * 1000 }));
    expect((await readSettings()).pausedUntil).toBeNull();
  });

  test('pause one site and leave the others', async () => {
    const settings = await pauseSite('x.com', true);
    expect([isPaused(settings, 'x.com'), isPaused(settings, 'facebook.com')]).toEqual([true, false]);
    expect(isPaused(await pauseSite('x.com', false), 'x.com')).toBe(false);
  });

  test('forget a pause that is over', async () => {
    await changeSettings(() => ({ pausedUntil: Date.now() - 1 }));
    expect((await readSettings()).pausedUntil).toBeNull();
  });
});

describe('the toolbar icon', () => {
  const state: State = {
    connection: 'checking',
    pausedUntil: null,
    pausedSites: [],
    pausing: 'all',
    mode: 'full',
    opened: {},
    serverUrl: DEFAULT_SERVER,
    dismissed: [],
  };

  test.each([
    [state, 'facebook.com', 'Forethought: checking on facebook.com', true],
    [state, 'practice', 'Forethought: checking on the practice page', true],
    [state, null, 'Forethought: not checked on this site', false],
    [{ ...state, connection: 'away' as const }, 'x.com', 'nothing is checked', false],
    [{ ...state, connection: 'needsCode' as const }, 'x.com', 'nothing is checked', false],
    [{ ...state, connection: 'refused' as const }, 'x.com', 'nothing is checked', false],
    [{ ...state, pausedSites: ['x.com'] }, 'x.com', 'paused on x.com', false],
    [{ ...state, pausedUntil: Date.now() + 60_000 }, 'x.com', 'paused until', false],
  ])('says what is checked', (now, site, title, on) => {
    const look = lookOf(now, site);
    expect(look.title).toContain(title);
    expect(look.on).toBe(on);
  });
});
