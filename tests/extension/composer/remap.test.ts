import { describe, expect, test } from 'vitest';
import { findEdit, remapSpans } from '../../../extension/composer/remap';

/** `[` and `]` mark the span before; the result is the words that are still marked after. */
function moved(marked: string, after: string): string | null {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const before = marked.replace(/[[\]]/g, '');
  const span = remapSpans([{ start, end }], before, after)[0];
  return span ? after.slice(span.start, span.end) : null;
}

describe('findEdit', () => {
  test('finds none in equal texts', () => expect(findEdit('same', 'same')).toBeNull());
  test('finds an insertion', () =>
    expect(findEdit('a c', 'a b c')).toEqual({ start: 2, oldEnd: 2, newEnd: 4 }));
  test('finds a deletion', () =>
    expect(findEdit('a b c', 'a c')).toEqual({ start: 2, oldEnd: 4, newEnd: 2 }));
  test('never counts a character twice', () =>
    expect(findEdit('aa', 'aaa')).toEqual({ start: 2, oldEnd: 2, newEnd: 3 }));
});

describe('remapSpans', () => {
  test.each([
    ['moves with text typed before', 'you [fool] there', 'oh you fool there', 'fool'],
    ['stays with text typed after', 'you [fool] there', 'you fool there!', 'fool'],
    ['stays when a space follows', 'you [fool]', 'you fool ', 'fool'],
    ['stays when a full stop follows', 'you [fool]', 'you fool.', 'fool'],
    ['is dropped when its word grows', 'you [fool]', 'you fools', null],
    ['is dropped when its word grows in front', '[fool]', 'afool', null],
    ['is dropped when edited inside', 'you [fool] there', 'you fo ol there', null],
    ['is dropped when partly deleted', 'you [fool] there', 'you fo', null],
    ['is dropped when all is replaced', 'you [fool] there', 'hello', null],
    ['moves past emoji', '🎉 [fool]', '🎉🎉 fool', 'fool'],
    ['stays when a line break follows', '[fool]', 'fool\nnext', 'fool'],
    ['is dropped when a letter outside plain ASCII follows', '[fool]', 'foolé', null],
  ])('%s', (_name, before, after, expected) => {
    expect(moved(before, after)).toBe(expected);
  });

  test('keeps the words of every span that it keeps, whatever the edit', () => {
    const texts = ['', 'a', 'aa', 'ab ab', 'ab 😀 ab', '😀', '😁 ab', 'ab\nab'];
    for (const before of texts) {
      for (const after of texts) {
        for (let start = 0; start < before.length; start += 1) {
          const span = { start, end: start + 1 };
          for (const kept of remapSpans([span], before, after)) {
            expect(after.slice(kept.start, kept.end)).toBe(before.slice(span.start, span.end));
          }
        }
      }
    }
  });
});
