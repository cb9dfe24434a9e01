import { describe, expect, test } from 'vitest';
import { excerptOf } from '../../../extension/ui/excerpt';
import { finding } from '../composer/stub';

function excerpt(text: string, ...words: string[]) {
  const spans = words.map((one) => ({ start: text.indexOf(one), end: text.indexOf(one) + one.length }));
  const taken = excerptOf(text, { ...finding(text, words[0] ?? ''), spans });
  return {
    text: taken.text,
    words: taken.finding.spans.map((span) => taken.text.slice(span.start, span.end)),
  };
}

describe('excerptOf', () => {
  test('takes the sentence of the words', () => {
    expect(excerpt('Good morning 😀! You fool. See you.', 'fool')).toEqual({
      text: 'You fool.',
      words: ['fool'],
    });
  });

  test('takes all sentences between the first and the last words', () => {
    expect(excerpt('Hi. Kim is here. Again. He is failing math. Bye.', 'Kim', 'failing math')).toEqual({
      text: 'Kim is here. Again. He is failing math.',
      words: ['Kim', 'failing math'],
    });
  });

  test('keeps to the line', () => {
    expect(excerpt('First line\nyou fool\nlast line', 'fool').text).toBe('you fool');
  });

  test('takes a text without sentences whole', () => {
    expect(excerpt('you fool', 'you fool')).toEqual({ text: 'you fool', words: ['you fool'] });
  });
});
