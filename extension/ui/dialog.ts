/** Knows the one question before a serious post goes out. It opens in the browser's top layer and holds the focus. */
import type { Held } from '../composer/hold';
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
/** Places are shown together when they end within this many characters. */
const FAR = 240;

/** Open the dialog; Escape is *Edit my post*. Returns a function that closes it without an answer. */
export function openDialog(layer: HTMLElement, held: Held, actions: DialogActions): () => void {
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
  const { shown, left } = contextOf(held);
  dialog.append(
    element(
      'header',
      { role: 'none' },
      mark('serious'),
      element('h2', { id: 'forethought-question' }, severityWord.serious),
    ),
    shown,
    ...reasonsOf(held).map((reason) => element('p', { class: 'reason' }, reason)),
    ...(left > 0 ? [element('p', { class: 'quiet' }, words.more(left))] : []),
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
  // The key that was held may still be down: its repeats are no answer.
  dialog.addEventListener('keydown', (event) => {
    if (event.repeat) event.preventDefault();
  });
  layer.append(dialog);
  dialog.showModal();
  edit.focus();
  return answer(() => {});
}

/** One line for each reason; the same one is said once. */
function reasonsOf({ concerns }: Held): string[] {
  return [...new Set(concerns.map(({ finding }) => finding?.reason ?? ''))].filter(Boolean).slice(0, 3);
}

interface Context {
  shown: HTMLElement;
  /** Places that are too far away to be shown with the first. */
  left: number;
}

/** The words as they stand in the text, with a little of what is around them. */
function contextOf({ composer, concerns }: Held): Context {
  const { text } = composer;
  const spans = concerns.flatMap((concern) => concern.spans).sort((a, b) => a.start - b.start);
  const first = spans[0] ?? { start: 0, end: 0 };
  const from = Math.max(first.start - AROUND, 0);
  const near = spans.filter(
    (span) => span.start >= from && span.end <= Math.max(first.end, first.start + FAR),
  );
  const to = Math.min(Math.max(...near.map((span) => span.end), first.end) + AROUND, text.length);
  const shown = element('p', { class: 'context' });
  if (from > 0) shown.append('… ', wholeWords(text.slice(from, first.start), 'end'));
  let at = from > 0 ? first.start : 0;
  for (const span of near) {
    if (span.start > at) shown.append(text.slice(at, span.start));
    if (span.end > at) shown.append(element('mark', {}, text.slice(Math.max(span.start, at), span.end)));
    at = Math.max(at, span.end);
  }
  shown.append(to < text.length ? `${wholeWords(text.slice(at, to), 'start')} …` : text.slice(at));
  return { shown, left: spans.length - near.length };
}

/** Leave out the word that the cut went through. */
function wholeWords(text: string, keep: 'start' | 'end'): string {
  return keep === 'start' ? text.replace(/\S*$/, '').trimEnd() : text.replace(/^\S*\s*/, '');
}
