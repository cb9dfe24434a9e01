import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attic } from '../../../extension/ui/attic';

let controller: AbortController;
const box = () => document.querySelector('textarea') as HTMLTextAreaElement;
const card = () => document.querySelector('i');
const says = (type: string) => box().dispatchEvent(new Event(type, { bubbles: true }));

beforeEach(() => {
  document.body.innerHTML = '<textarea></textarea><i class="card">A card</i>';
  controller = new AbortController();
  attic.listen(document, controller.signal);
});
afterEach(() => {
  attic.rest();
  controller.abort();
});

describe('what is taken from the page', () => {
  test('leaves at once while nobody types', () => {
    attic.discard(card() as HTMLElement);
    expect(card()).toBeNull();
  });

  test.each(['pointerdown', 'focusin', 'focusout'])(
    'waits out of sight while somebody types, until %s',
    (type) => {
      says('beforeinput');
      attic.discard(card() as HTMLElement);
      expect(card()?.className).toBe('gone');
      says(type);
      expect(card()).toBeNull();
    },
  );

  test('does not pile up', () => {
    says('beforeinput');
    for (let index = 0; index < 100; index += 1) {
      const one = document.createElement('i');
      document.body.append(one);
      attic.discard(one);
    }
    expect(document.querySelectorAll('i.gone').length).toBeLessThanOrEqual(40);
  });
});
