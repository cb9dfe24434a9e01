import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PAUSE } from '../../../extension/composer/composer';
import type { Ask, CheckReply, Request } from '../../../extension/messages';
import { PracticePage } from '../../../extension/practice/page';
import practice from '../../../extension/sites/practice';
import { startCompanion } from '../../../extension/ui/companion';
import { warnsOf } from '../composer/stub';

let check: (text: string) => Promise<CheckReply>;
let controller: AbortController;
let page: PracticePage;
const ask = (async (request: Request) => (request.kind === 'checkText' ? check(request.text) : null)) as Ask;

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const field = () => document.querySelector('textarea') as HTMLTextAreaElement;
const state = () => document.querySelector('.practice-state')?.textContent;

async function write(text: string): Promise<void> {
  field().value = text;
  field().dispatchEvent(new Event('input', { bubbles: true }));
  await wait(PAUSE);
}

beforeEach(async () => {
  vi.useFakeTimers();
  check = warnsOf('fool', 'serious');
  document.body.innerHTML = '<div id="mount"></div>';
  page = new PracticePage(document.getElementById('mount') as HTMLElement);
  controller = new AbortController();
  startCompanion({
    site: practice,
    document,
    signal: controller.signal,
    mode: 'open',
    ask,
    openPreview: null,
    onChange: (composer, shown) => page.tell(composer, shown),
  });
  await wait(300);
});

afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

test('says what was found, and that nothing was found', async () => {
  await write('you fool');
  expect(state()).toBe('One place to look at again.');
  await write('you all');
  expect(state()).toBe('Nothing to look at again.');
});

test('says that nothing is checked when the service is away', async () => {
  check = async () => ({ outcome: 'away', message: '' });
  await write('you fool');
  expect(state()).toContain('cannot be reached');
});

test('the Post button posts nothing and says so', async () => {
  await write('you all');
  document.querySelector<HTMLButtonElement>('[data-practice="post"]')?.click();
  expect(state()).toContain('nothing leaves this page but the check');
});

test('a sample is written into the field and checked', async () => {
  check = warnsOf('idiot');
  [...document.querySelectorAll<HTMLButtonElement>('.practice-sample')][1]?.click();
  await wait(PAUSE);
  expect(field().value).toContain('idiot');
  expect(state()).toBe('One place to look at again.');
});

test('gives way to the extension', () => {
  page.giveWay();
  expect(document.querySelector('.practice-banner')?.textContent).toContain('extension');
  expect(state()).toBe('');
});
