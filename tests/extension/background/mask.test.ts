import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mask } from '../../../extension/background/mask';
import type { Masked } from '../../../extension/messages';

interface Case {
  text: string;
  masked: string;
  tokens: Masked['tokens'];
}

const cases = readFileSync('tests/vectors/mask.jsonl', 'utf-8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

/** The vectors count code points, as Python does. */
const unitsOf = (text: string, points: number) => [...text].slice(0, points).join('').length;

describe('masking on the device', () => {
  test.each(cases)('agrees with the service: $text', ({ text, masked, tokens }) => {
    const expected = tokens.map((token) => ({
      ...token,
      start: unitsOf(text, token.start),
      end: unitsOf(text, token.end),
    }));
    expect(mask(text)).toEqual({ text: masked, tokens: expected });
  });

  test('takes little time on a long text', () => {
    const began = performance.now();
    mask('Maria said 555-0100 is at 12 Oak St. '.repeat(270));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
