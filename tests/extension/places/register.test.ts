import { describe, expect, test } from 'vitest';
import { isRegistered } from '../../../extension/places/register';

const register = [
  { site: 'facebook.com', address: 'https://www.facebook.com/LincolnElementary', until: '2027-06-30' },
  { site: 'x.com', address: 'x.com/LincolnElem', until: null },
  { site: 'x.com', address: 'https://x.com/', until: null },
];
const at = (address: string, today = '2026-11-24') => isRegistered(address, register, today);

describe('an approved account', () => {
  test.each([
    'https://www.facebook.com/LincolnElementary',
    'https://m.facebook.com/lincolnelementary/posts/1?x=2#top',
    'https://x.com/LincolnElem/status/1',
    'https://twitter.com/LincolnElem',
  ])('is known at %s', (address) => expect(at(address)).toBe(true));

  test.each([
    'https://www.facebook.com/',
    'https://www.facebook.com/LincolnElementaryParents',
    'https://x.com/home',
    'https://evil.example/LincolnElementary',
    'no address',
  ])('is not %s', (address) => expect(at(address)).toBe(false));

  test('is one until its last day', () => {
    expect(at('https://www.facebook.com/LincolnElementary', '2027-06-30')).toBe(true);
    expect(at('https://www.facebook.com/LincolnElementary', '2027-07-01')).toBe(false);
  });
});
