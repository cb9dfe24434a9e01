import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { type Asker, answer, answersOf } from '../../../extension/background/answer';
import { Checks } from '../../../extension/background/check';
import { REPORT, Reports } from '../../../extension/background/report';
import { ConnectionState } from '../../../extension/background/state';
import * as tabs from '../../../extension/background/tabs';
import { json, serve, verdict } from './service';

const page: Asker = { tabId: 1, own: false, inPrivate: false, address: 'https://x.com/home' };
const popup: Asker = { tabId: null, own: true, inPrivate: false, address: null };

describe('messages', () => {
  beforeEach(() => {
    fakeBrowser.reset();
    serve({});
    vi.spyOn(tabs, 'showEverywhere').mockResolvedValue();
    vi.spyOn(tabs, 'greet').mockResolvedValue();
  });
  afterEach(() => vi.unstubAllGlobals());

  const parts = () => {
    const connection = new ConnectionState(() => {});
    return answersOf({ connection, checks: new Checks(connection), reports: new Reports() });
  };

  test('are answered', async () => {
    const answers = parts();
    expect(await answer(answers, { kind: 'getState' }, page)).toMatchObject({ connection: 'ready' });
    expect(await answer(answers, { kind: 'hello', site: 'x.com' }, page)).toMatchObject({ dismissed: [] });
    expect(tabs.greet).toHaveBeenCalledWith(1, 'x.com', expect.anything());
    expect(await answer(answers, { kind: 'previewFlag', text: 'Maria' }, page)).toMatchObject({
      text: '[NAME 1]',
    });
    const until = Date.now() + 1000;
    expect(await answer(answers, { kind: 'setPaused', until }, page)).toMatchObject({ pausedUntil: until });
    expect(await answer(answers, { kind: 'receipts' }, popup)).toEqual([]);
    expect(await answer(answers, { kind: 'getPolicy' }, page)).toBeNull();
  });

  test.each([null, 'hello', {}, { kind: 'toString' }, { kind: 'format' }])(
    'that nobody knows are left alone: %j',
    (message) => {
      expect(answer(parts(), message, popup)).toBeNull();
    },
  );

  test.each([
    'receipts',
    'withdrawFlag',
    'enroll',
    'takeReport',
    'settings',
    'saveSettings',
    'ledger',
    'pauseSite',
  ])('of the popup are refused to a page: %s', (kind) => {
    expect(answer(parts(), { kind }, page)).toBeNull();
  });

  test('leave private windows alone until the employee wants them checked', async () => {
    const asked = serve({ 'POST /v1/check': () => json(200, verdict) });
    const inside = { ...page, inPrivate: true };
    const check = { kind: 'checkText', text: 'You idiot', site: 'x.com', composer: 'post', composerId: 'a' };
    expect(await answer(parts(), check, inside)).toMatchObject({ outcome: 'paused' });
    expect(asked).toEqual([]);
    await answer(parts(), { kind: 'saveSettings', change: { privateWindows: true } }, popup);
    expect(await answer(parts(), check, inside)).toMatchObject({ outcome: 'checked' });
  });

  test('say so when settings cannot be kept', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    expect(await answer(parts(), { kind: 'saveSettings', change: { mode: 'quiet' } }, popup)).toBeNull();
  });

  test('enroll with a code', async () => {
    const asked = serve({});
    expect(await answer(parts(), { kind: 'enroll', code: 'blue-door' }, popup)).toMatchObject({
      connection: 'ready',
    });
    expect(asked[0]?.body).toEqual({ code: 'blue-door' });
  });
});

describe('a sentence reported from the context menu', () => {
  const click = {
    menuItemId: REPORT,
    selectionText: ' a missed sentence ',
    pageUrl: 'https://www.example.org/a',
  };
  beforeEach(() => fakeBrowser.reset());

  test('opens in the page where posts are checked', async () => {
    const askPage = vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValue({ opened: true });
    const reports = new Reports();
    await reports.open(click, 1);
    expect(askPage).toHaveBeenCalledWith(
      1,
      { kind: 'openReport', text: 'a missed sentence' },
      { frameId: 0 },
    );
    expect(reports.take()).toBeNull();
  });

  test('waits for the report page elsewhere, once', async () => {
    vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockRejectedValue(new Error('Receiving end does not exist'));
    const opened = vi.spyOn(fakeBrowser.tabs, 'create');
    const reports = new Reports();
    await reports.open(click, 1);
    expect(opened).toHaveBeenCalledOnce();
    expect(reports.take()).toEqual({ text: 'a missed sentence', site: 'example.org' });
    expect(reports.take()).toBeNull();
  });

  test('is nothing without a selection', async () => {
    const opened = vi.spyOn(fakeBrowser.tabs, 'create');
    await new Reports().open({ ...click, selectionText: ' ' }, undefined);
    expect(opened).not.toHaveBeenCalled();
  });
});
