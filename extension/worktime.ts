/** Knows working hours, computed on this device: neither a visit nor an answer is reported. Local time throughout. */
import type { Schedule } from './messages';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Working hours in a value from outside; null where they make no sense. */
export function scheduleOf(value: unknown): Schedule | null {
  if (typeof value !== 'object' || value === null) return null;
  const { days, start, end, breaks, holidays } = value as Record<string, unknown>;
  if (!Array.isArray(days) || !isClock(start) || !isClock(end) || start >= end) return null;
  return {
    days: DAYS.filter((day) => days.includes(day)),
    start,
    end,
    breaks: Array.isArray(breaks) ? breaks.flatMap(breakOf) : [],
    holidays: Array.isArray(holidays)
      ? holidays.filter((day) => typeof day === 'string' && DAY.test(day))
      : [],
  };
}

/** True in working hours, outside breaks and holidays. */
export function isWorkTime(schedule: Schedule | null, now: Date): boolean {
  if (!schedule || !isShift(schedule, now)) return false;
  const clock = clockOf(now);
  return !schedule.breaks.some(({ start, end }) => clock >= start && clock < end);
}

/** Epoch milliseconds at which the shift of this day ends; null when there is none now. */
export function shiftEnd(schedule: Schedule | null, now: Date): number | null {
  if (!schedule || !isShift(schedule, now)) return null;
  const [hours = 0, minutes = 0] = schedule.end.split(':').map(Number);
  return new Date(now).setHours(hours, minutes, 0, 0);
}

function isShift({ days, start, end, holidays }: Schedule, now: Date): boolean {
  const clock = clockOf(now);
  const on = days.includes(DAYS[now.getDay()] ?? '') && !holidays.includes(dayOf(now));
  return on && clock >= start && clock < end;
}

function breakOf(value: unknown): Schedule['breaks'] {
  const { start, end } = (value ?? {}) as Record<string, unknown>;
  return isClock(start) && isClock(end) && start < end ? [{ start, end }] : [];
}

const isClock = (value: unknown): value is string => typeof value === 'string' && CLOCK.test(value);
const two = (value: number) => String(value).padStart(2, '0');
const clockOf = (now: Date) => `${two(now.getHours())}:${two(now.getMinutes())}`;
const dayOf = (now: Date) => `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
