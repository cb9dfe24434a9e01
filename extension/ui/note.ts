/** Knows the one-line note at the edge of a composer: "Dismissed here. Undo", or why a text was not checked. */
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';
import { boxOf } from '../composer/roots';
import { attic } from './attic';
import { button, element } from './dom';
import { icon } from './icons';
import { words } from './words';

/** Milliseconds that a note stays; longer while the pointer or the focus is on it. */
export const NOTE_STAYS = 8000;

export interface NoteAction {
  label: string;
  run(): void;
}

/** Show a note; returns a function that takes it away. */
export function showNote(
  layer: HTMLElement,
  composer: HTMLElement,
  sentence: string,
  action: NoteAction | null = null,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = element('div', { class: 'note' }, element('span', {}, sentence));
  const beside = { contextElement: composer, getBoundingClientRect: () => boxOf(composer) };
  const stopPlacing = autoUpdate(beside, note, async () => {
    const { x, y } = await computePosition(beside, note, {
      placement: 'top-end',
      strategy: 'fixed',
      middleware: [offset(6), flip(), shift({ padding: 8 })],
    });
    Object.assign(note.style, { left: `${x}px`, top: `${y}px` });
  });
  const remove = () => {
    clearTimeout(timer);
    stopPlacing();
    attic.discard(note);
  };
  const stay = () => clearTimeout(timer);
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(remove, NOTE_STAYS);
  };
  if (action) {
    note.append(
      button(action.label, 'link undo', () => {
        remove();
        action.run();
      }),
    );
  }
  note.append(button(words.close, 'small close', remove, icon('x')));
  note.addEventListener('pointerenter', stay);
  note.addEventListener('pointerleave', leave);
  note.addEventListener('focus', stay, true);
  note.addEventListener('blur', leave, true);
  layer.append(note);
  leave();
  return remove;
}
