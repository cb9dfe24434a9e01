/** Knows the one question before a serious post goes out. It opens in the browser's top layer and holds the focus. */
import type { Held } from '../composer/hold';
import { shorten } from './card';
import { button, element } from './dom';
import { mark } from './icons';
import { severityWord, words } from './words';

export interface DialogActions {
  edit(): void;
  post(): void;
  wrong(): void;
}

/** Characters of the text shown before and after the words. */
const AROUND = 60;

/** Open the dialog; Escape is *Edit my post*. Returns a function that closes it without an answer. */
export function openDialog(layer: HTMLElement, held: Held, actions: DialogActions): () => void {
  const [concern] = held.concerns;
  const dialog = element('dialog', { 'aria-labelledby': 'forethought-question' });
  let answered = false;
  const answer = (act: () => void) => () => {
    if (answered) return;
    answered = true;
    dialog.close();
    dialog.remove();
    act();
  };
  const edit = button(words.edit, 'main edit', answer(actions.edit));
  edit.autofocus = true;
  const more = held.concerns.length - 1;
  dialog.append(
    element(
      'header',
      {},
      mark('serious'),
      element('h2', { id: 'forethought-question' }, severityWord.serious),
    ),
    context(held),
    element('p', { class: 'reason' }, concern?.finding?.reason ?? ''),
    ...(more > 0 ? [element('p', { class: 'quiet' }, words.more(more))] : []),
    element(
      'div',
      { class: 'actions' },
      edit,
      button(words.postAnyway, 'post', answer(actions.post)),
      button(words.wrong, 'wrong', answer(actions.wrong)),
    ),
  );
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    answer(actions.edit)();
  });
  layer.append(dialog);
  dialog.showModal();
  edit.focus();
  return answer(() => {});
}

/** The words as they stand in the text, with a little of what is around them. */
function context(held: Held): HTMLElement {
  const [span] = held.concerns[0]?.spans ?? [];
  const { text } = held.composer;
  if (!span || span.end > text.length) return element('p', { class: 'context' });
  const before = text.slice(0, span.start);
  const after = text.slice(span.end);
  return element(
    'p',
    { class: 'context' },
    before.length > AROUND ? `… ${wholeWords(before.slice(-AROUND), 'end')}` : before,
    element('mark', {}, shorten(text.slice(span.start, span.end), 200)),
    after.length > AROUND ? `${wholeWords(after.slice(0, AROUND), 'start')} …` : after,
  );
}

/** Leave out the word that the cut went through. */
function wholeWords(text: string, keep: 'start' | 'end'): string {
  return keep === 'start' ? text.replace(/\S*$/, '').trimEnd() : text.replace(/^\S*\s*/, '');
}
