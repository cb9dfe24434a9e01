import { expect, test } from 'vitest';
import { words } from '../../../extension/entrypoints/popup/words';

test('a change of the version is said in the district’s words, with its day', () => {
  const said = words.change({ text: 'The version before is back.', on: '2026-11-24' });
  expect(said).toMatch(/2026: The version before is back\.$/);
  expect(said).toContain('24');
});

test('nothing is said where nothing was told, and a note kept by an older release still shows', () => {
  expect(words.change(null)).toBe('');
  expect(words.change('Fewer false alarms.')).toBe('Fewer false alarms.');
});
