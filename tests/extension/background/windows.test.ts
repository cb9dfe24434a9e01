import { describe, expect, test } from 'vitest';
import { joinReplies, LONGEST, WINDOW, windowsOf } from '../../../extension/background/windows';
import type { CheckReply } from '../../../extension/messages';
import { finding, verdict } from '../composer/stub';

const sentence = 'We read two books and went to the library. ';
const long = (length: number) => sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);

describe('windows', () => {
  test.each(['', 'short', long(WINDOW), long(50_000), 'x'.repeat(30_001), '😀'.repeat(12_000)])(
    'hold the whole text, nothing twice, none too long (%#)',
    (text) => {
      const windows = windowsOf(text);
      expect(windows.map((window) => window.text).join('')).toBe(text);
      for (const { start, text: piece } of windows) {
        expect(text.slice(start, start + piece.length)).toBe(piece);
        expect(piece.length).toBeLessThanOrEqual(WINDOW);
        expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
      }
    },
  );

  test('are cut between sentences', () => {
    for (const { text } of windowsOf(long(50_000)).slice(0, -1)) expect(text).toMatch(/library\. $/);
  });

  test('leave the earlier ones as they were when the end is edited', () => {
    const before = windowsOf(long(50_000));
    const after = windowsOf(`${long(50_000)} More.`);
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
  });
});

describe('their verdicts', () => {
  const text = `${long(20_000)}you fool`;
  const windows = windowsOf(text);
  const answer = (piece: string): CheckReply => ({
    outcome: 'checked',
    verdict: verdict(piece.includes('fool') ? [finding(piece, 'fool', 'serious')] : []),
  });

  test('become one, with spans of the whole text', () => {
    const reply = joinReplies(
      windows,
      windows.map(({ text: piece }) => answer(piece)),
      text,
    );
    if (reply.outcome !== 'checked') throw new Error(reply.outcome);
    const [span] = reply.verdict.findings[0]?.spans ?? [];
    expect(text.slice(span?.start, span?.end)).toBe('fool');
    expect(reply.verdict).toMatchObject({ severity: 'serious', checked: 'full' });
  });

  test('are none when one window got none', () => {
    const away: CheckReply = { outcome: 'away', message: '' };
    const replies = windows.map((window, index) => (index === 1 ? away : answer(window.text)));
    expect(joinReplies(windows, replies, text)).toBe(away);
  });

  test('say that a part was not checked where the text goes on for ever', () => {
    const endless = long(LONGEST + 10);
    const all = windowsOf(endless);
    const reply = joinReplies(
      all,
      all.map(({ text: piece }) => answer(piece)),
      endless,
    );
    expect(reply).toMatchObject({ verdict: { checked: 'partial' } });
  });
});
