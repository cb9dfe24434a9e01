import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Composer, PAUSE, SHORT_PAUSE } from '../../../extension/composer/composer';
import type { CheckReply } from '../../../extension/messages';
import { finding, site, verdict, warnsOf } from './stub';

let field: HTMLTextAreaElement;
let composer: Composer;
const check = vi.fn<(text: string, signal: AbortSignal) => Promise<CheckReply>>();

function type(text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const asked = () => check.mock.calls.map(([text]) => text);
const shown = () =>
  composer.concerns.map(({ spans }) => spans.map((s) => composer.text.slice(s.start, s.end)));

beforeEach(() => {
  vi.useFakeTimers();
  check.mockReset().mockImplementation(warnsOf('fool'));
  document.body.innerHTML = '<form><textarea></textarea><button data-post></button></form>';
  field = document.querySelector('textarea') as HTMLTextAreaElement;
  const rule = site.rules[1] as (typeof site.rules)[1];
  composer = new Composer({
    id: 'one',
    element: field,
    rule: rule as NonNullable<typeof rule>,
    check: (_composer, text, signal) => check(text, signal),
    onChange: () => {},
  });
});

afterEach(() => {
  composer.close();
  vi.useRealTimers();
});

describe('when to ask', () => {
  test('asks after a pause, once for many keys', async () => {
    type('you');
    await wait(PAUSE - 1);
    type('you fool');
    await wait(PAUSE - 1);
    expect(asked()).toEqual([]);
    await wait(1);
    expect(asked()).toEqual(['you fool']);
  });

  test('asks sooner at the end of a sentence', async () => {
    type('You fool.');
    await wait(SHORT_PAUSE);
    expect(asked()).toEqual(['You fool.']);
  });

  test('asks sooner when told so, for a text that nobody asked about', async () => {
    type('you fool');
    composer.checkSoon(SHORT_PAUSE);
    await wait(SHORT_PAUSE);
    expect(asked()).toEqual(['you fool']);
    composer.checkSoon(SHORT_PAUSE);
    await wait(PAUSE);
    expect(asked()).toHaveLength(1);
  });

  test('never asks about nothing', async () => {
    type('  \n');
    await wait(PAUSE * 2);
    expect(asked()).toEqual([]);
  });

  test('does nothing while a character is being composed', async () => {
    field.dispatchEvent(new Event('compositionstart'));
    type('あ');
    await wait(PAUSE * 2);
    expect(composer.text).toBe('');
    field.dispatchEvent(new Event('compositionend'));
    await wait(PAUSE);
    expect(asked()).toEqual(['あ']);
  });

  test('does nothing after it was closed', async () => {
    type('you fool');
    composer.close();
    await wait(PAUSE * 2);
    expect(asked()).toEqual([]);
  });

  test('asks again when told that the verdict no longer holds', async () => {
    type('you fool');
    await wait(PAUSE);
    composer.recheck();
    await wait(PAUSE);
    expect(asked()).toEqual(['you fool', 'you fool']);
  });
});

describe('what an answer does', () => {
  test('shows the words', async () => {
    type('you fool');
    await wait(PAUSE);
    expect(shown()).toEqual([['fool']]);
  });

  test('keeps one request on its way and drops the answer to an older one', async () => {
    const replies: ((reply: CheckReply) => void)[] = [];
    check.mockImplementation(() => new Promise((resolve) => replies.push(resolve)));
    type('you fool');
    await wait(PAUSE);
    type('you are nice');
    await wait(PAUSE);
    expect(check.mock.calls.map(([, signal]) => signal.aborted)).toEqual([true, false]);
    replies[0]?.({ outcome: 'checked', verdict: verdict([finding('you fool', 'fool')]) });
    await wait(0);
    expect(shown()).toEqual([]);
  });

  test('moves the answer to where the words are now', async () => {
    let answer: (reply: CheckReply) => void = () => {};
    check.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    type('you fool');
    await wait(PAUSE);
    type('oh you fool');
    answer({ outcome: 'checked', verdict: verdict([finding('you fool', 'fool')]) });
    await wait(0);
    expect(shown()).toEqual([['fool']]);
  });

  test('drops words that were touched until the next answer', async () => {
    type('you fool');
    await wait(PAUSE);
    type('you foo');
    expect(shown()).toEqual([]);
  });

  test('brings the concerns back at once when an edit is undone', async () => {
    type('you fool');
    await wait(PAUSE);
    type('you foo');
    type('you fool');
    expect(shown()).toEqual([['fool']]);
    await wait(PAUSE * 2);
    expect(asked()).toHaveLength(1);
  });

  test.each(['away', 'refused', 'paused'] as const)(
    'shows nothing when the service is %s',
    async (outcome) => {
      type('you fool');
      await wait(PAUSE);
      check.mockResolvedValue({ outcome, message: '' });
      type('you fool, again');
      await wait(PAUSE);
      expect(shown()).toEqual([]);
      expect(composer.unchecked).toBe(outcome === 'refused' ? 'away' : outcome);
    },
  );

  test('shows nothing when asking fails', async () => {
    check.mockRejectedValue(new Error('gone'));
    type('you fool');
    await wait(PAUSE);
    expect(shown()).toEqual([]);
    expect(composer.unchecked).toBe('away');
  });

  test('leaves out spans that make no sense', async () => {
    const nonsense = [
      { start: -1, end: 2 },
      { start: 3, end: 3 },
      { start: 2, end: 99 },
      { start: 0.5, end: 2 },
    ];
    check.mockImplementation(async (text) => ({
      outcome: 'checked',
      verdict: verdict([{ ...finding(text, 'fool'), spans: nonsense }]),
    }));
    type('you fool');
    await wait(PAUSE);
    expect(shown()).toEqual([]);
  });

  test('says that a language was not checked', async () => {
    check.mockResolvedValue({ outcome: 'checked', verdict: { ...verdict([]), checked: 'none' } });
    type('guten Tag');
    await wait(PAUSE);
    expect(composer.unchecked).toBe('language');
  });

  test('forgets everything when the text is gone', async () => {
    type('you fool');
    await wait(PAUSE);
    composer.held.add('key');
    type('');
    expect(shown()).toEqual([]);
    expect(composer.held.size).toBe(0);
  });
});
