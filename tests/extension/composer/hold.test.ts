import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PAUSE } from '../../../extension/composer/composer';
import { type Held, holdPosts } from '../../../extension/composer/hold';
import { Watcher } from '../../../extension/composer/watcher';
import type { CheckReply } from '../../../extension/messages';
import { site, warnsOf } from './stub';

const posted = vi.fn();
const onHold = vi.fn<(held: Held) => void>();
let check: (text: string) => Promise<CheckReply>;
let controller: AbortController;
let asking: boolean;
let dismissed: boolean;

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const editor = () => document.querySelector('[contenteditable]') as HTMLElement;
const button = () => document.querySelector('button') as HTMLButtonElement;
const held = () => onHold.mock.calls.at(-1)?.[0];

async function write(text: string): Promise<void> {
  editor().textContent = text;
  await wait(PAUSE);
}

function press(init: KeyboardEventInit, target: HTMLElement = editor()): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }),
  );
}

async function open(attributes = ''): Promise<void> {
  document.body.innerHTML = `<form><div contenteditable="true" ${attributes}></div>
    <button data-post type="button"><span>Post</span></button></form>`;
  button().addEventListener('click', posted);
  editor().addEventListener('keydown', posted);
  await wait(300);
}

beforeEach(async () => {
  vi.useFakeTimers();
  posted.mockClear();
  onHold.mockClear();
  check = warnsOf('fool', 'serious');
  asking = false;
  dismissed = false;
  document.body.innerHTML = '';
  controller = new AbortController();
  const { signal } = controller;
  const watcher = new Watcher({
    site,
    document,
    signal,
    check: (_composer, text) => check(text),
    onChange: () => {},
    onClose: () => {},
  });
  holdPosts({
    signal,
    composerAt: (target) => watcher.at(target),
    postedBy: (target) => watcher.postedBy(target),
    asking: () => asking,
    counts: () => !dismissed,
    onHold,
  })(document);
  await open();
});

afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

describe('holding', () => {
  test('holds a click on the Post button, also on what is inside it', async () => {
    await write('you fool');
    button().querySelector('span')?.click();
    expect(posted).not.toHaveBeenCalled();
    expect(held()?.concerns.map(({ words }) => words)).toEqual(['fool']);
  });

  test('holds once while the words are unchanged', async () => {
    await write('you fool');
    button().click();
    button().click();
    expect(posted).toHaveBeenCalledOnce();
    expect(onHold).toHaveBeenCalledOnce();
    await write('oh you fool');
    button().click();
    expect(onHold).toHaveBeenCalledOnce();
  });

  test('holds again when the words were edited away and came back', async () => {
    await write('you fool');
    button().click();
    await write('you all');
    await write('you fool');
    button().click();
    expect(onHold).toHaveBeenCalledTimes(2);
  });

  test.each([{ ctrlKey: true }, { metaKey: true }])('holds Enter with %o', async (init) => {
    await write('you fool');
    press(init);
    expect(posted).not.toHaveBeenCalled();
    expect(onHold).toHaveBeenCalledOnce();
  });

  test('holds Enter and Space on the button itself', async () => {
    await write('you fool');
    expect(press({ key: ' ' }, button())).toBe(false);
    expect(onHold).toHaveBeenCalledOnce();
  });

  test('lets nothing pass behind an open dialog', async () => {
    await write('you fool');
    button().click();
    asking = true;
    button().click();
    expect(posted).not.toHaveBeenCalled();
    expect(onHold).toHaveBeenCalledOnce();
  });

  test('holds plain Enter only where the site posts by it', async () => {
    await write('you fool');
    press({});
    expect(onHold).not.toHaveBeenCalled();
    await open('data-comment');
    await write('you fool');
    press({ shiftKey: true });
    expect(onHold).not.toHaveBeenCalled();
    press({});
    expect(onHold).toHaveBeenCalledOnce();
  });

  test('leaves Enter to the input method and to an open list of suggestions', async () => {
    await open('data-comment');
    await write('you fool');
    press({ isComposing: true });
    editor().setAttribute('aria-activedescendant', 'suggestion-1');
    press({});
    expect(onHold).not.toHaveBeenCalled();
  });
});

describe('not holding', () => {
  test('never waits for an answer that is on its way', async () => {
    check = () => new Promise(() => {});
    await write('you fool');
    button().click();
    expect(posted).toHaveBeenCalledOnce();
  });

  test('lets go when the words were touched since the verdict', async () => {
    await write('you fool');
    editor().textContent = 'you fools';
    button().click();
    expect(posted).toHaveBeenCalledOnce();
  });

  test('still holds when other words changed since the verdict', async () => {
    await write('you fool');
    editor().textContent = 'you fool, good morning';
    button().click();
    expect(onHold).toHaveBeenCalledOnce();
  });

  test.each(['info', 'caution'] as const)('lets %s pass', async (severity) => {
    check = warnsOf('fool', severity);
    await write('you fool');
    button().click();
    expect(posted).toHaveBeenCalledOnce();
  });

  test('lets dismissed concerns pass', async () => {
    dismissed = true;
    await write('you fool');
    button().click();
    expect(posted).toHaveBeenCalledOnce();
  });

  test('lets all pass when the service is away', async () => {
    check = async () => ({ outcome: 'away', message: '' });
    await write('you fool');
    button().click();
    expect(posted).toHaveBeenCalledOnce();
  });

  test('ends with its signal', async () => {
    await write('you fool');
    controller.abort();
    button().click();
    expect(posted).toHaveBeenCalledOnce();
  });
});

describe('release', () => {
  test('presses the button that was held', async () => {
    await write('you fool');
    button().click();
    expect(held()?.release()).toBe(true);
    expect(posted).toHaveBeenCalledOnce();
  });

  test('presses the button also when a key was held', async () => {
    await write('you fool');
    press({ ctrlKey: true });
    expect(held()?.release()).toBe(true);
    expect(posted).toHaveBeenCalledOnce();
  });

  test('lets the next key pass where there is no button to press', async () => {
    await write('you fool');
    press({ ctrlKey: true });
    button().disabled = true;
    expect(held()?.release()).toBe(false);
    press({ ctrlKey: true });
    expect(posted).toHaveBeenCalledOnce();
  });
});

describe('the button of a site that is only a frame', () => {
  test('is pressed where it listens', async () => {
    document.body.innerHTML = '';
    await wait(300);
    document.body.innerHTML =
      '<form><div contenteditable="true"></div><div data-post><button type="button">Post</button></div></form>';
    const inner = document.querySelector('button') as HTMLButtonElement;
    inner.addEventListener('click', posted);
    await wait(300);
    await write('you fool');
    inner.click();
    expect(posted).not.toHaveBeenCalled();
    expect(held()?.release()).toBe(true);
    expect(posted).toHaveBeenCalledOnce();
  });

  test('does not count as ready while what it frames is switched off', async () => {
    await write('you fool');
    button().click();
    button().disabled = true;
    expect(held()?.release()).toBe(false);
    expect(posted).not.toHaveBeenCalled();
  });
});
