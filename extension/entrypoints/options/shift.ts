/** Knows the form of one's own working hours. */
import type { Schedule } from '../../messages';
import { element } from '../../ui/dom';
import { scheduleOf } from '../../worktime';
import { place } from '../popup/place';
import { words } from './words';

const field = (id: string) => place<HTMLInputElement>(id);

export function showShift(shift: Schedule | null): void {
  place('days').replaceChildren(
    ...Object.entries(words.days).map(([day, name]) => {
      const box = element('input', { type: 'checkbox', value: day });
      box.checked = shift?.days.includes(day) ?? false;
      return element('label', { class: 'choice' }, box, element('span', {}, name));
    }),
  );
  field('start').value = shift?.start ?? '';
  field('end').value = shift?.end ?? '';
  field('breaks').value = shift?.breaks.map(({ start, end }) => `${start}-${end}`).join(', ') ?? '';
  field('holidays').value = shift?.holidays.join(', ') ?? '';
}

/** The hours in the form; null where they make no sense. */
export function readShift(): Schedule | null {
  const boxes = [...place('days').querySelectorAll<HTMLInputElement>('input:checked')];
  const written = listOf('breaks').map((one) => one.split('-').map((clock) => clock.trim().padStart(5, '0')));
  const breaks = written.map(([start, end]) => ({ start, end }));
  const shift = scheduleOf({
    days: boxes.map((box) => box.value),
    start: field('start').value,
    end: field('end').value,
    breaks,
    holidays: listOf('holidays'),
  });
  const whole = shift?.breaks.length === breaks.length && shift.days.length > 0;
  return whole ? shift : null;
}

const listOf = (id: string) =>
  field(id)
    .value.split(',')
    .map((one) => one.trim())
    .filter(Boolean);
