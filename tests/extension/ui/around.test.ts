/** What the companion does beside the words: pictures, work time, numbers, and the budget of cards. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PAUSE } from '../../../extension/composer/composer';
import type { Ask, Request } from '../../../extension/messages';
import { ONE_REASON } from '../../../extension/ui/budget';
import { type Companion, startCompanion } from '../../../extension/ui/companion';
import { site, warnsOf } from '../composer/stub';

let check = warnsOf('fool');
let due = false;
let controller: AbortController;
let companion: Companion;
let requests: Request[] = [];
const ask = (async (request: Request) => {
  requests.push(request);
  if (request.kind === 'checkText') return check(request.text);
  if (request.kind === 'workTime') return due;
  return null;
}) as Ask;

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const editor = () => document.querySelector('[contenteditable]') as HTMLElement;
const post = () => document.querySelector('[data-post]') as HTMLButtonElement;
const shadow = () => document.querySelector('forethought-ui')?.shadowRoot ?? null;
const sheet = () => shadow()?.querySelector<HTMLElement>('.picture') ?? null;
const card = () => shadow()?.querySelector<HTMLElement>('.card:not(.picture)') ?? null;
const events = () => requests.flatMap((one) => (one.kind === 'count' ? [one.event] : []));

async function write(text: string): Promise<void> {
  editor().focus();
  editor().textContent = text;
  await wait(PAUSE);
}

function attach(type: 'paste' | 'drop' | 'change', ...files: File[]): void {
  const target = type === 'change' ? (document.querySelector('[type=file]') as HTMLElement) : editor();
  const event = new Event(type, { bubbles: true, cancelable: true, composed: true });
  if (type === 'change') Object.defineProperty(target, 'files', { value: files, configurable: true });
  else
    Object.defineProperty(event, type === 'paste' ? 'clipboardData' : 'dataTransfer', { value: { files } });
  target.dispatchEvent(event);
}

const photo = (name: string) => new File(['secret bytes'], name, { type: 'image/jpeg' });
const choose = (value: string) =>
  sheet()?.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click();

function start(): void {
  controller = new AbortController();
  const { signal } = controller;
  companion = startCompanion({ site, document, signal, mode: 'open', ask, openPreview: null });
}

beforeEach(async () => {
  vi.useFakeTimers();
  requests = [];
  due = false;
  check = warnsOf('fool');
  document.body.innerHTML =
    '<form><div contenteditable="true" tabindex="0"></div><input type="file"><button data-post type="button">Post</button></form>';
  start();
  await wait(300);
});

afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

describe('a picture', () => {
  test.each(['paste', 'drop', 'change'] as const)('is asked about after %s, and never read', async (type) => {
    const read = vi.spyOn(Blob.prototype, 'arrayBuffer');
    const sliced = vi.spyOn(Blob.prototype, 'slice');
    editor().focus();
    attach(type, photo('IMG_2031.jpg'));
    expect(sheet()?.textContent).toContain('IMG_2031.jpg');
    expect(sheet()?.textContent).toContain('has not looked at the picture itself');
    expect(read).not.toHaveBeenCalled();
    expect(sliced).not.toHaveBeenCalled();
    await wait(1000);
    expect(JSON.stringify(requests)).not.toContain('IMG_2031');
  });

  test('of students asks for written consent or the public arena, of co-workers for theirs', () => {
    attach('paste', photo('a.jpg'));
    choose('students');
    expect(sheet()?.textContent).toContain('written consent of the parents');
    expect(sheet()?.textContent).toContain('public arena: a game, a concert, a play');
    choose('students');
    choose('staff');
    expect(sheet()?.textContent).toContain('in the public arena or not');
  });

  test('of a floor plan has no consent to choose, and its name alone brings it up', () => {
    attach('paste', photo('Floor plan 2nd wing.png'));
    const box = sheet()?.querySelector<HTMLInputElement>('input[value="plan"]');
    expect(box?.checked).toBe(true);
    expect(sheet()?.textContent).toContain('no consent changes that');
    expect(sheet()?.querySelectorAll('input[type="radio"]')).toHaveLength(0);
  });

  test('is asked about each time: several one after the other, and the same one again', () => {
    attach('drop', photo('a.jpg'), photo('b.jpg'));
    expect(sheet()?.textContent).toContain('1 of 2');
    sheet()?.querySelector<HTMLButtonElement>('.main')?.click();
    expect(sheet()?.textContent).toContain('b.jpg');
    sheet()?.querySelector<HTMLButtonElement>('.main')?.click();
    expect(sheet()).toBeNull();
    attach('drop', photo('a.jpg'));
    expect(sheet()?.textContent).toContain('a.jpg');
  });

  test('is none where a text or another file is pasted', () => {
    attach('paste');
    attach('paste', new File(['x'], 'list.pdf', { type: 'application/pdf' }));
    expect(sheet()).toBeNull();
  });

  test('is answered by keyboard, and the caret comes back', () => {
    editor().focus();
    attach('paste', photo('a.jpg'));
    const init = { code: 'KeyP', altKey: true, shiftKey: true, bubbles: true, cancelable: true };
    expect(editor().dispatchEvent(new KeyboardEvent('keydown', init))).toBe(false);
    expect(shadow()?.activeElement?.tagName).toBe('INPUT');
  });
});

describe('numbers', () => {
  const counted = () => requests.filter(({ kind }) => kind === 'count');

  test('say that a warning was shown and edited away, and hold no words', async () => {
    await write('you fool');
    await write('you friend');
    expect(events()).toEqual(['shown', 'edited']);
    expect(JSON.stringify(counted())).not.toMatch(/fool|friend/);
    expect(counted()[0]).toEqual({
      kind: 'count',
      site: 'site.example',
      label: 'insult',
      clause: 'conduct-respect',
      event: 'shown',
    });
  });

  test('say that it was posted as it was', async () => {
    await write('you fool');
    post().click();
    await write('');
    expect(events()).toEqual(['shown', 'posted']);
  });
});

describe('cards', () => {
  test('of one reason fold into the underline after a few a day; what is serious always opens', async () => {
    companion.adopt({ mode: 'full', opened: { insults: ONE_REASON } });
    await write('you fool');
    expect(card()).toBeNull();
    check = warnsOf('clown', 'serious');
    await write('what a clown');
    expect(card()).not.toBeNull();
  });

  test('open by themselves only when they are serious in quiet mode', async () => {
    companion.adopt({ mode: 'quiet', opened: {} });
    await write('you fool');
    expect(card()).toBeNull();
  });

  test('are counted when they open', async () => {
    await write('you fool');
    expect(requests).toContainEqual({ kind: 'cardOpened', reason: 'insults' });
  });
});

describe('work time', () => {
  const note = () => shadow()?.querySelector<HTMLElement>('.corner') ?? null;

  test('is said quietly, and is silent for the job', async () => {
    controller.abort();
    due = true;
    start();
    await wait(0);
    expect(note()?.textContent).toContain('work time');
    note()?.querySelector<HTMLButtonElement>('.job')?.click();
    expect(note()).toBeNull();
    expect(requests).toContainEqual({ kind: 'forMyJob', site: 'site.example' });
  });

  test('is not said when it is not due', async () => {
    await wait(60_000);
    editor().focus();
    expect(note()).toBeNull();
  });
});
