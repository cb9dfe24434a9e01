import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PAUSE, SHORT_PAUSE } from '../../../extension/composer/composer';
import { Watcher } from '../../../extension/composer/watcher';
import { site, warnsOf } from './stub';

const FORM = '<form><div contenteditable="true"></div><button data-post type="button">Post</button></form>';
const check = vi.fn(warnsOf('fool'));
const onClose = vi.fn();
let controller: AbortController;
let watcher: Watcher;

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const editor = () => document.querySelector('[contenteditable]') as HTMLElement;

beforeEach(async () => {
  vi.useFakeTimers();
  check.mockClear();
  onClose.mockClear();
  document.body.innerHTML = '';
  controller = new AbortController();
  watcher = new Watcher({
    site,
    document,
    signal: controller.signal,
    check: (_composer, text) => check(text),
    onChange: () => {},
    onClose,
  });
});

afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

describe('Watcher', () => {
  test('opens a composer that appears and closes one that vanishes', async () => {
    document.body.innerHTML = FORM;
    await wait(300);
    expect(watcher.composers).toHaveLength(1);
    document.body.innerHTML = '';
    await wait(300);
    expect(watcher.composers).toHaveLength(0);
    expect(onClose).toHaveBeenCalledOnce();
  });

  test('opens a composer at once when it is written in', () => {
    document.body.innerHTML = FORM;
    editor().dispatchEvent(new Event('focusin', { bubbles: true }));
    expect(watcher.composers.map(({ element }) => element)).toEqual([editor()]);
  });

  test('checks an editor that changes its nodes without any input event', async () => {
    document.body.innerHTML = FORM;
    await wait(300);
    editor().innerHTML = '<p>you fool</p>';
    await wait(PAUSE);
    expect(check).toHaveBeenCalledWith('you fool');
    expect(watcher.composers[0]?.concerns).toHaveLength(1);
  });

  test('checks what already stood in a composer', async () => {
    document.body.innerHTML = FORM;
    editor().textContent = 'a draft';
    await wait(300 + PAUSE);
    expect(check).toHaveBeenCalledWith('a draft');
  });

  test.each(['pointerover', 'focusin'])('checks sooner on %s at the Post button', async (event) => {
    document.body.innerHTML = FORM;
    await wait(300);
    editor().textContent = 'no end yet';
    await wait(1);
    document.querySelector('button')?.dispatchEvent(new Event(event, { bubbles: true }));
    await wait(SHORT_PAUSE);
    expect(check).toHaveBeenCalledWith('no end yet');
  });

  test('keeps composers of one kind apart from another', async () => {
    document.body.innerHTML = `${FORM}<form><div data-comment contenteditable="true"></div></form>`;
    await wait(300);
    expect(watcher.composers.map(({ rule }) => rule.kind).sort()).toEqual(['comment', 'post']);
  });

  test('stops with its signal', async () => {
    document.body.innerHTML = FORM;
    await wait(300);
    editor().textContent = 'you fool';
    controller.abort();
    await wait(PAUSE * 2);
    expect(check).not.toHaveBeenCalled();
    expect(watcher.composers).toEqual([]);
    expect(watcher.at(editor())).toBeNull();
  });
});
