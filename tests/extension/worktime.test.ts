import { describe, expect, test } from 'vitest';
import { isWorkTime, scheduleOf, shiftEnd } from '../../extension/worktime';

const schedule = scheduleOf({
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  start: '07:30',
  end: '15:30',
  breaks: [{ start: '11:30', end: '12:00' }],
  holidays: ['2026-11-26'],
});

describe('work time', () => {
  test.each([
    ['2026-11-24T07:29', false],
    ['2026-11-24T07:30', true],
    ['2026-11-24T11:29', true],
    ['2026-11-24T11:30', false],
    ['2026-11-24T11:59', false],
    ['2026-11-24T12:00', true],
    ['2026-11-24T15:30', false],
    ['2026-11-26T10:00', false],
    ['2026-11-28T10:00', false],
  ])('at %s is %s', (moment, expected) => {
    expect(isWorkTime(schedule, new Date(moment))).toBe(expected);
  });

  test('ends with the shift, breaks or not', () => {
    expect(shiftEnd(schedule, new Date('2026-11-24T11:45'))).toBe(new Date('2026-11-24T15:30').getTime());
    expect(shiftEnd(schedule, new Date('2026-11-24T16:00'))).toBeNull();
    expect(shiftEnd(null, new Date())).toBeNull();
  });

  test.each([
    null,
    'nine to five',
    { days: 'mon', start: '07:30', end: '15:30' },
    { days: ['mon'], start: '7:30', end: '15:30' },
    { days: ['mon'], start: '15:30', end: '07:30' },
  ])('is never guessed from %j', (value) => {
    expect(scheduleOf(value)).toBeNull();
  });

  test('leaves out breaks and days that make no sense', () => {
    const found = scheduleOf({
      days: ['mon', 'someday'],
      start: '08:00',
      end: '16:00',
      breaks: [1],
      holidays: [2, 'x'],
    });
    expect(found).toEqual({ days: ['mon'], start: '08:00', end: '16:00', breaks: [], holidays: [] });
  });
});
