import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PAUSE } from '../../../extension/composer/composer';
import type { Ask, CheckReply, FlagDraft, Request } from '../../../extension/messages';
import { type Companion, startCompanion } from '../../../extension/ui/companion';
import { site, warnsOf } from '../composer/stub';

let check: (text: string) => Promise<CheckReply>;
let controller: AbortController;
let companion: Companion;
const openPreview = vi.fn(async (..._given: unknown[]) => false);
const posted = vi.fn();
const asked = vi.fn();
const told = vi.fn();
const workTimeDue = false;
const ask = (async (request: Request) => {
  if (request.kind === 'checkText') return check(request.text);
  if (request.kind === 'getPolicy') return null;
  if (['count', 'cardOpened', 'workTime'].includes(request.kind)) {
    told(request);
    return workTimeDue && request.kind === 'workTime';
  }
  asked(request);
  return {};
}) as Ask;

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const editor = () => document.querySelector('[contenteditable]') as HTMLElement;
const post = () => document.querySelector('[data-post]') as HTMLButtonElement;
const shadow = () => document.querySelector('forethought-ui')?.shadowRoot ?? null;
const card = () => shadow()?.querySelector<HTMLElement>('.card') ?? null;
const press = (selector: string) => shadow()?.querySelector<HTMLButtonElement>(selector)?.click();

function key(init: KeyboardEventInit): boolean {
  return editor().dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
}

async function write(text: string): Promise<void> {
  editor().focus();
  editor().textContent = text;
  await wait(PAUSE);
}

function start(preview: typeof openPreview | null = openPreview): void {
  controller = new AbortController();
  const { signal } = controller;
  companion = startCompanion({ site, document, signal, mode: 'open', ask, openPreview: preview });
}

beforeEach(async () => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  check = warnsOf('fool');
  document.body.innerHTML =
    '<form><div contenteditable="true" tabindex="0"></div><button data-post type="button">Post</button></form>';
  post().addEventListener('click', posted);
  start();
  await wait(300);
});

afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

describe('a finding', () => {
  test('opens its card once, and says so once to a screen reader', async () => {
    await write('you fool');
    expect(card()?.dataset.label).toBe('insult');
    expect(shadow()?.querySelector('[role="status"]')?.textContent).toContain('One place');
    press('.close');
    await write('you fool, you');
    expect(card()).toBeNull();
  });

  test('of mere information opens no card by itself', async () => {
    check = warnsOf('fool', 'info');
    await write('you fool');
    expect(card()).toBeNull();
    key({ code: 'KeyF', key: 'F', altKey: true, shiftKey: true });
    expect(card()).not.toBeNull();
  });

  test('closes its card when the words are edited away', async () => {
    await write('you fool');
    await write('you all');
    expect(card()).toBeNull();
  });

  test('leaves the composer untouched', async () => {
    await write('you fool');
    expect(editor().outerHTML).toBe('<div contenteditable="true" tabindex="0">you fool</div>');
  });
});

describe('keys', () => {
  test('Escape closes the card and does not reach the page', async () => {
    await write('you fool');
    expect(key({ key: 'Escape' })).toBe(false);
    expect(card()).toBeNull();
    expect(key({ key: 'Escape' })).toBe(true);
  });

  test('Enter goes to the card only directly after the finding was reached by key', async () => {
    await write('you fool');
    expect(key({ key: 'Enter' })).toBe(true);
    key({ code: 'KeyF', key: 'F', altKey: true, shiftKey: true });
    expect(key({ key: 'Enter' })).toBe(false);
    expect(shadow()?.activeElement?.tagName).toBe('BUTTON');
  });
});

describe('dismissing', () => {
  test('this text: hides these words, and undo brings them back', async () => {
    await write('you fool');
    press('[data-scope="text"]');
    expect(card()).toBeNull();
    await write('oh you fool');
    expect(card()).toBeNull();
    press('.undo');
    key({ code: 'KeyF', key: 'F', altKey: true, shiftKey: true });
    expect(card()).not.toBeNull();
    expect(asked).not.toHaveBeenCalled();
  });

  test('this rule: is saved with its site, and undone', async () => {
    await write('you fool');
    press('[data-scope="rule"]');
    const rule = { site: 'site.example', source: 'rule', id: 'insults' };
    expect(asked).toHaveBeenLastCalledWith({ kind: 'dismissRule', rule });
    press('.undo');
    expect(asked).toHaveBeenLastCalledWith({ kind: 'undoDismissRule', rule });
  });

  test('pause: asks for an hour', async () => {
    await write('you fool');
    press('[data-scope="pause"]');
    expect(asked).toHaveBeenLastCalledWith({ kind: 'setPaused', until: Date.now() + 3_600_000 });
  });
});

describe('the question before a serious post', () => {
  beforeEach(async () => {
    check = warnsOf('fool', 'serious');
    await write('Hello. You fool');
    post().click();
  });

  test('is asked with the words, and Edit is the default', () => {
    const dialog = shadow()?.querySelector('dialog');
    expect(dialog?.querySelector('mark')?.textContent).toBe('fool');
    expect(shadow()?.activeElement?.classList.contains('edit')).toBe(true);
    expect(posted).not.toHaveBeenCalled();
  });

  test('Edit posts nothing', async () => {
    press('dialog .edit');
    await wait(1);
    expect(posted).not.toHaveBeenCalled();
    expect(shadow()?.querySelector('dialog')).toBeNull();
  });

  test('Post anyway presses the button of the site', async () => {
    press('dialog .post');
    await wait(1);
    expect(posted).toHaveBeenCalledOnce();
  });

  test('This is wrong opens the preview with the sentence alone', () => {
    press('dialog .wrong');
    const draft = openPreview.mock.calls[0]?.[1] as FlagDraft;
    expect(draft).toMatchObject({ text: 'You fool', site: 'site.example', kind: 'false_alarm' });
    expect(draft.findings[0]?.spans).toEqual([{ start: 4, end: 8 }]);
    expect(posted).not.toHaveBeenCalled();
  });
});

describe('around it', () => {
  test('shows nothing when the service is away', async () => {
    check = async () => ({ outcome: 'away', message: '' });
    await write('you fool');
    expect(document.querySelector('forethought-ui')).toBeNull();
  });

  test('says once that a text is too long to be checked', async () => {
    check = async () => ({ outcome: 'tooLong', message: '' });
    await write('long');
    expect(shadow()?.querySelector('.note')?.textContent).toContain('too long');
    press('.note .close');
    await write('longer');
    expect(shadow()?.querySelector('.note')).toBeNull();
  });

  test('says where flags can be sent, where they cannot', async () => {
    controller.abort();
    start(null);
    await write('you fool');
    press('.card .wrong');
    expect(shadow()?.querySelector('.note')?.textContent).toContain('browser extension');
  });

  test('opens the preview of a missed risk', () => {
    companion.report('a sentence');
    expect(openPreview.mock.calls[0]?.[1]).toMatchObject({
      text: 'a sentence',
      kind: 'missed',
      findings: [],
    });
  });

  test('drops what was dismissed elsewhere', async () => {
    await write('you fool');
    companion.recheck([{ site: 'site.example', source: 'rule', id: 'insults' }]);
    await wait(PAUSE);
    expect(card()).toBeNull();
  });

  test('leaves nothing behind when it ends', async () => {
    await write('you fool');
    controller.abort();
    expect(document.querySelector('forethought-ui')).toBeNull();
    post().click();
    expect(posted).toHaveBeenCalledOnce();
  });
});
