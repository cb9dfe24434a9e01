import { expect, test } from 'vitest';
import { readVerdict, withoutDismissed } from '../../../extension/background/verdict';
import { verdict } from './service';

const [finding] = verdict.findings;

test('a verdict of the service is believed, and fields that are not known are left out', () => {
  expect(readVerdict({ ...verdict, later: 1 }, 9)).toEqual(verdict);
});

test.each([
  null,
  [],
  'clear',
  {},
  { ...verdict, severity: 'purple' },
  { ...verdict, checked: undefined },
  { ...verdict, findings: null },
  { ...verdict, notices: {} },
  { ...verdict, model: 7 },
])('nonsense is not believed: %j', (value) => {
  expect(readVerdict(value, 9)).toBeNull();
});

test.each([
  [[{ start: -1, end: 3 }]],
  [[{ start: 4, end: 10 }]],
  [[{ start: 5, end: 5 }]],
  [[{ start: '1', end: 2 }]],
  [[null]],
  ['all'],
])('spans outside the text are left out: %j', (spans) => {
  expect(readVerdict({ ...verdict, findings: [{ ...finding, spans }] }, 9)?.findings[0]?.spans).toEqual([]);
});

test('findings of a kind that is not known are left out', () => {
  const findings = [{ ...finding, severity: 'huge' }, { ...finding, source: 'oracle' }, null, finding];
  expect(readVerdict({ ...verdict, findings }, 9)?.findings).toEqual([finding]);
});

test('a notice links to the web or to nothing', () => {
  const notices = ['https://example.org/help', 'javascript:alert(1)', 'nowhere', null].map((link) => ({
    id: 'mandated_reporter',
    message: 'Here is the line to call.',
    link,
    spans: [],
  }));
  const links = readVerdict({ ...verdict, notices }, 9)?.notices.map(({ link }) => link);
  expect(links).toEqual(['https://example.org/help', null, null, null]);
});

test('what is left decides the severity', () => {
  const read = readVerdict(
    {
      ...verdict,
      severity: 'serious',
      findings: [
        { ...finding, source: 'classifier', rule: null, label: 'threat', severity: 'serious' },
        { ...finding, severity: 'info' },
      ],
    },
    9,
  );
  if (!read) throw new Error('not read');
  const rule = { site: 'x.com', source: 'classifier' as const, id: 'threat' };
  expect(withoutDismissed(read, 'x.com', [rule]).severity).toBe('info');
  expect(withoutDismissed(read, 'facebook.com', [rule])).toBe(read);
});
