import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { receiptStatuses, sendFlag, withdrawFlag } from '../../../extension/background/flag';
import { dayOf, keepReceipt } from '../../../extension/background/receipts';
import { json, serve } from './service';

const flag = {
  text: '[NAME 1] is failing again',
  site: 'facebook.com',
  kind: 'false_alarm' as const,
  labels: ['student_info'],
  findings: [],
  note: '',
};

describe('sending an example', () => {
  beforeEach(() => fakeBrowser.reset());
  afterEach(() => vi.unstubAllGlobals());

  test('sends what the preview showed and keeps the receipt without the text', async () => {
    const asked = serve({ 'POST /v1/flags': () => json(201, { receipt: 'r1', state: 'waiting' }) });
    expect(await sendFlag(flag)).toEqual({ outcome: 'sent', receipt: 'r1', state: 'waiting' });
    expect(asked.at(-1)?.body).toEqual(flag);
    const { receipts } = await fakeBrowser.storage.local.get('receipts');
    expect(receipts).toEqual([
      { receipt: 'r1', date: dayOf(new Date()), kind: 'false_alarm', labels: ['student_info'] },
    ]);
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('failing');
  });

  test.each([
    ['text', { ...flag, text: 'call 555-0100' }],
    ['note', { ...flag, note: 'write to kid@example.org' }],
  ])('sends nothing while an identifier can be read in the %s', async (_where, readable) => {
    const asked = serve({});
    expect(await sendFlag(readable)).toMatchObject({ outcome: 'refused' });
    expect(asked).toEqual([]);
  });

  test('passes on why the service did not take it', async () => {
    serve({ 'POST /v1/flags': () => json(422, { detail: 'Mask the phone number.' }) });
    expect(await sendFlag(flag)).toEqual({ outcome: 'refused', message: 'Mask the phone number.' });
    expect(await fakeBrowser.storage.local.get('receipts')).toEqual({});
  });

  test.each([
    ['cannot be reached', {}],
    ['is broken', { 'POST /v1/flags': () => json(503, { detail: 'Later.' }) }],
    ['answers nonsense', { 'POST /v1/flags': () => json(200, { done: true }) }],
  ])('says that nothing was sent when the service %s', async (_name, replies) => {
    serve(replies);
    expect(await sendFlag(flag)).toMatchObject({ outcome: 'away' });
  });

  test('says that a code is needed', async () => {
    serve({ 'POST /v1/enroll': () => json(403, { detail: 'Ask for the code.' }) });
    expect(await sendFlag(flag)).toEqual({ outcome: 'refused', message: 'Ask for the code.' });
  });
});

describe('receipts', () => {
  const receipt = { receipt: 'r1', date: '2026-09-01', kind: 'missed' as const, labels: ['threat'] };
  beforeEach(async () => {
    fakeBrowser.reset();
    await keepReceipt(receipt);
  });
  afterEach(() => vi.unstubAllGlobals());

  test('tell what became of an example', async () => {
    const status = { state: 'reviewed', outcome: 'accepted', message: 'Learnt.', model: '2-bbbb' };
    serve({ 'GET /v1/flags/r1': () => json(200, status) });
    expect(await receiptStatuses()).toEqual([
      { ...receipt, state: 'reviewed', outcome: 'accepted', message: 'Learnt.' },
    ]);
  });

  test('are shown, newest first, when the service cannot be asked', async () => {
    serve({});
    await keepReceipt({ ...receipt, receipt: 'r2' });
    const statuses = await receiptStatuses();
    expect(statuses.map(({ receipt: id, state }) => [id, state])).toEqual([
      ['r2', 'unknown'],
      ['r1', 'unknown'],
    ]);
  });

  test('withdraw an example', async () => {
    serve({ 'DELETE /v1/flags/r1': () => json(200, { state: 'withdrawn', message: 'Deleted.' }) });
    expect(await withdrawFlag('r1')).toEqual({ outcome: 'withdrawn' });
  });

  test('say why an example is kept', async () => {
    serve({
      'DELETE /v1/flags/r1': () => json(200, { state: 'waiting', message: 'A legal hold keeps it.' }),
    });
    expect(await withdrawFlag('r1')).toEqual({ outcome: 'refused', message: 'A legal hold keeps it.' });
    serve({ 'DELETE /v1/flags/r1': () => json(404, { detail: 'No such receipt.' }) });
    expect(await withdrawFlag('r1')).toEqual({ outcome: 'refused', message: 'No such receipt.' });
    serve({});
    expect(await withdrawFlag('r1')).toMatchObject({ outcome: 'away' });
  });
});
